/**
 * Reading source for the checks of this folder: a list of files, and a real syntax tree (Vite's own parser), so that
 * comments, strings and JSX text can never be mistaken for code.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseSync } from 'vite';

/** A node of the ESTree with TypeScript; only what the checks look at is spelled out. @typedef {{ type: string, start: number, end: number, [key: string]: unknown }} Node */
/** One breach. `line` counts from 1. @typedef {{ file: string, line: number, why: string }} Breach */
/** Source text by path from the repository's root, with forward slashes. @typedef {Map<string, string>} Sources */

const SOURCE = /\.tsx?$/;
/** Tests, and what only tests use. */
const TEST = /\.test(-data)?\.tsx?$/;

/** @param {string} path */
export function isTest(path) {
  return TEST.test(path);
}

/**
 * Every TypeScript file under `src/`, sorted by path.
 * @param {string} root the repository's root
 * @returns {Sources}
 */
export function readSources(root) {
  const entries = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(
    paths.map((path) => [relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
  );
}

/**
 * @param {string} file its extension chooses the dialect
 * @param {string} text
 * @returns {Node}
 * @throws {SyntaxError} naming the file, if it does not parse
 */
export function parse(file, text) {
  const { program, errors } = parseSync(file, text);
  const first = errors[0];
  if (first) throw new SyntaxError(`${file}: ${first.message}`);
  return /** @type {Node} */ (/** @type {unknown} */ (program));
}

/**
 * Calls `visit(node, parent, key)` for every node, parents before children.
 * @param {Node} node
 * @param {(node: Node, parent: Node | null, key: string) => void} visit
 */
export function walk(node, visit) {
  step(node, null, '');
  /** @param {Node} current @param {Node | null} parent @param {string} key */
  function step(current, parent, key) {
    visit(current, parent, key);
    for (const [name, child] of Object.entries(current)) {
      if (Array.isArray(child)) {
        for (const item of child) if (isNode(item)) step(item, current, name);
      } else if (isNode(child)) step(child, current, name);
    }
  }
}

/** @param {unknown} value @returns {value is Node} */
export function isNode(value) {
  return (
    typeof value === 'object' && value !== null && typeof (/** @type {Node} */ (value).type) === 'string'
  );
}

/**
 * The text of a string literal or of a template without holes; null for anything else.
 * @param {unknown} node
 * @returns {string | null}
 */
export function literalText(node) {
  if (!isNode(node)) return null;
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type !== 'TemplateLiteral') return null;
  const quasis = /** @type {{ value: { cooked: string } }[]} */ (node.quasis);
  return quasis.length === 1 ? (quasis[0]?.value.cooked ?? null) : null;
}

/**
 * @param {string} text
 * @param {number} offset
 */
export function lineAt(text, offset) {
  let line = 1;
  for (let i = text.indexOf('\n'); i !== -1 && i < offset; i = text.indexOf('\n', i + 1)) line++;
  return line;
}

/** @param {readonly Breach[]} breaches */
export function printBreaches(breaches) {
  for (const { file, line, why } of breaches) console.log(`${file}:${line}  ${why}`);
}
