/**
 * A run is a pure function of its spec, on every machine: this check keeps out of the rooms that shape a run whatever
 * could differ between two runs (chance, clocks, timers, locales) or between two machines (functions whose last digit the
 * language leaves to the implementation).
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isTest, lineAt, literalText, parse, printBreaches, readSources, walk } from './source.mjs';

/** @typedef {import('./source.mjs').Breach} Breach @typedef {import('./source.mjs').Node} Node @typedef {import('./source.mjs').Sources} Sources */

const ROOMS = /^src\/(base|engine|protolib|protocols|checkers)\//;

/** What IEEE 754 or the language defines to the last bit. Everything else of Math is refused, what is yet to come included. */
const EXACT_MATH = new Set(
  ['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign', 'sqrt', 'trunc'].concat([
    'E',
    'LN10',
    'LN2',
    'LOG10E',
    'LOG2E',
    'PI',
    'SQRT1_2',
    'SQRT2',
  ]),
);

/** @type {Readonly<Record<string, string>>} */
const GLOBALS = {
  Date: 'reads the real clock',
  performance: 'reads the real clock',
  setTimeout: 'waits in real time',
  setInterval: 'waits in real time',
  setImmediate: 'waits in real time',
  queueMicrotask: 'runs outside the order of the world',
  requestAnimationFrame: 'waits in real time',
  requestIdleCallback: 'waits in real time',
  crypto: 'draws real randomness',
  Intl: 'differs between machines',
  WeakRef: 'shows when garbage was collected',
  FinalizationRegistry: 'shows when garbage was collected',
  globalThis: 'reaches everything that is refused here',
};

/** Methods of strings, numbers and lists. @param {string} name */
function localeMethod(name) {
  return name === 'localeCompare' || name.startsWith('toLocale');
}

/**
 * Breaches of one file; none if the file is not in a room that shapes a run. Tests and the drawings of a protocol (`.tsx`)
 * are free: no run depends on them.
 * @param {string} file path from the repository's root
 * @param {string} text
 * @returns {Breach[]}
 */
export function checkDeterminism(file, text) {
  if (!ROOMS.test(file) || isTest(file) || file.endsWith('.tsx')) return [];
  /** @type {Breach[]} */
  const breaches = [];
  walk(parse(file, text), (node, parent, key) => {
    const why = refuse(node, parent, key);
    if (why !== null) breaches.push({ file, line: lineAt(text, node.start), why });
  });
  return breaches;
}

/**
 * @param {Node} node
 * @param {Node | null} parent
 * @param {string} key under which the parent holds it
 * @returns {string | null}
 */
function refuse(node, parent, key) {
  if (node.type === 'BinaryExpression' && node.operator === '**') return '`**` may differ in its last digit';
  if (node.type === 'AssignmentExpression' && node.operator === '**=')
    return '`**=` may differ in its last digit';
  if (node.type === 'MemberExpression') {
    const name = propertyName(node);
    if (name !== null && localeMethod(name)) return `\`${name}\` differs between machines`;
    return null;
  }
  if (node.type !== 'Identifier' || parent === null || isMereName(parent, key)) return null;
  const name = String(node.name);
  if (Object.hasOwn(GLOBALS, name)) return `\`${name}\` ${GLOBALS[name]}`;
  if (name !== 'Math') return null;
  const member = parent.type === 'MemberExpression' ? propertyName(parent) : null;
  if (member === null) return '`Math` is used in a way this check cannot follow; write `Math.name`';
  if (member === 'random') return '`Math.random` draws real randomness';
  return EXACT_MATH.has(member) ? null : `\`Math.${member}\` may differ in its last digit`;
}

/**
 * Whether an identifier in this place is the name of a field and not a use of the global of that name.
 * @param {Node} parent
 * @param {string} key
 */
function isMereName(parent, key) {
  if (parent.type === 'MemberExpression') return key === 'property' && parent.computed !== true;
  if (parent.type === 'TSQualifiedName') return key === 'right';
  // The short form `{ Date }` is caught at its value, which the tree holds beside the key.
  return key === 'key' && parent.computed !== true;
}

/**
 * `x.name` and `x['name']`; null if only the run can tell.
 * @param {Node} member
 */
function propertyName(member) {
  const property = /** @type {Node} */ (member.property);
  if (member.computed !== true) return typeof property.name === 'string' ? property.name : null;
  return literalText(property);
}

/**
 * @param {Sources} sources
 * @returns {{ files: number, breaches: Breach[] }} `files`: how many were in a room that shapes a run
 */
export function checkAllDeterminism(sources) {
  const files = [...sources].filter(([file]) => ROOMS.test(file) && !isTest(file) && !file.endsWith('.tsx'));
  return { files: files.length, breaches: files.flatMap(([file, text]) => checkDeterminism(file, text)) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = resolve(fileURLToPath(import.meta.url), '../../..');
  const { files, breaches } = checkAllDeterminism(readSources(root));
  printBreaches(breaches);
  console.log(`${files} files shape a run, ${breaches.length} breaches of determinism`);
  process.exitCode = files === 0 || breaches.length > 0 ? 1 : 0;
}
