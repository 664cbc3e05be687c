/** Enforces the arrows between the rooms of `src/` (import-rules.mjs) on every static, dynamic, globbed and URL import. */
import { posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ARROWS, DEBTS, ENGINE_TAGS, PACKAGES, PROTOCOL_PACKAGES, VIEW_PACKAGES } from './import-rules.mjs';
import { isNode, isTest, lineAt, literalText, parse, printBreaches, readSources, walk } from './source.mjs';

/** @typedef {import('./source.mjs').Breach} Breach @typedef {import('./source.mjs').Node} Node @typedef {import('./source.mjs').Sources} Sources */
/** An import as written. `type`: gone after compilation; `url`: loads a file as a resource of its own. @typedef {{ specifier: string | null, kind: 'value' | 'type' | 'url' | 'glob', line: number }} Import */
/** Where a file lives. `room` is a key of ARROWS. @typedef {{ room: string, protocol: string | null, tags: string[] }} Place */

const CODE = /\.(tsx?|mjs|js)$/;

/**
 * The imports of a file, in order.
 * @param {string} file
 * @param {string} text
 * @returns {Import[]}
 */
export function importsOf(file, text) {
  /** @type {Import[]} */
  const found = [];
  walk(parse(file, text), (node) => {
    /** @param {unknown} source @param {Import['kind']} kind */
    const add = (source, kind) =>
      found.push({ specifier: literalText(source), kind, line: lineAt(text, node.start) });
    switch (node.type) {
      case 'ImportDeclaration':
        // `import { type A }` leaves `import {}` behind, so the module still runs: it counts as a value.
        add(node.source, node.importKind === 'type' ? 'type' : 'value');
        break;
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        if (isNode(node.source)) add(node.source, node.exportKind === 'type' ? 'type' : 'value');
        break;
      case 'TSImportType':
        add(node.source, 'type');
        break;
      case 'ImportExpression':
        add(node.source, 'value');
        break;
      case 'CallExpression':
        if (isMetaMember(node.callee, 'glob')) for (const pattern of globPatterns(node)) add(pattern, 'glob');
        break;
      case 'NewExpression': {
        const [target, base] = /** @type {Node[]} */ (node.arguments);
        if (isNamed(node.callee, 'URL') && isMetaMember(base, 'url') && literalText(target) !== null) {
          add(target, 'url');
        }
        break;
      }
    }
  });
  return found;
}

/** @param {unknown} node @param {string} name */
function isNamed(node, name) {
  return isNode(node) && node.type === 'Identifier' && node.name === name;
}

/** `import.meta.name` @param {unknown} node @param {string} name */
function isMetaMember(node, name) {
  return (
    isNode(node) &&
    node.type === 'MemberExpression' &&
    isNode(node.object) &&
    node.object.type === 'MetaProperty' &&
    isNamed(node.property, name)
  );
}

/** @param {Node} call @returns {unknown[]} */
function globPatterns(call) {
  const [first] = /** @type {Node[]} */ (call.arguments);
  return first?.type === 'ArrayExpression' ? /** @type {unknown[]} */ (first.elements) : [first];
}

/**
 * @param {string} file path from the repository's root
 * @returns {Place | null} null outside the rooms
 */
export function placeOf(file) {
  const [src, room, ...rest] = file.split('/');
  if (src !== 'src' || room === undefined || rest.length === 0) return null;
  const inside = rest.join('/');
  if (room === 'protocols') {
    const [protocol, ...path] = rest;
    if (protocol === undefined || path.length === 0) return null;
    const part = protocolPart(path.join('/'));
    return { room: `protocols/${part}`, protocol, tags: [`protocols/${part}`] };
  }
  if (!Object.hasOwn(ARROWS, room)) return null;
  const tags = [room];
  if (room === 'engine') tags.push(...(ENGINE_TAGS[inside] ?? []));
  if (room === 'worker' && /(^|\/)wire\.ts$/.test(inside)) tags.push('worker/wire');
  if (room === 'app' && inside === 'views.ts') tags.push('app/views');
  return { room, protocol: null, tags };
}

/** @param {string} path inside the folder of a protocol */
function protocolPart(path) {
  if (path === 'card.ts') return 'card';
  if (path === 'meta.ts' || path.startsWith('meta/')) return 'meta';
  if (path === 'rules.ts') return 'rules';
  if (/^(scenarios|runs)\.ts$|^scenarios\//.test(path)) return 'scenarios';
  return path.endsWith('.tsx') || /^view[-/]/.test(path) ? 'view' : 'code';
}

/**
 * @param {Sources} sources
 * @returns {{ files: number, imports: number, breaches: Breach[] }} without what DEBTS forgives
 */
export function checkImports(sources, debts = DEBTS) {
  /** @type {Breach[]} */
  const breaches = [];
  const paid = new Set(debts);
  let imports = 0;
  for (const [file, text] of sources) {
    if (isTest(file) || file.endsWith('.d.ts')) continue;
    const place = placeOf(file);
    if (place === null) {
      breaches.push({ file, line: 1, why: 'is in no room of docs/architecture.md' });
      continue;
    }
    for (const item of importsOf(file, text)) {
      for (const [target, kind] of targetsOf(file, item, sources)) {
        imports++;
        const why = target === null ? 'imports what this check cannot read' : judge(place, target, kind);
        if (why === null) continue;
        const debt = debts.find(({ from, to }) => from === file && to === target);
        if (debt) paid.delete(debt);
        else breaches.push({ file, line: item.line, why });
      }
    }
  }
  for (const { from, to } of paid) {
    breaches.push({ file: from, line: 1, why: `no longer imports ${to}: strike it from DEBTS` });
  }
  return { files: sources.size, imports, breaches };
}

/**
 * What an import means: files (paths from the root), or a package (its bare name).
 * @param {string} file
 * @param {Import} item
 * @param {Sources} sources
 * @returns {[target: string | null, kind: 'value' | 'type' | 'url'][]}
 */
function targetsOf(file, { specifier, kind }, sources) {
  if (specifier === null) return [[null, 'value']];
  if (kind === 'glob') {
    if (specifier.startsWith('!')) return [];
    const pattern = globExpression(posix.join(posix.dirname(file), specifier));
    return [...sources.keys()].filter((path) => pattern.test(path)).map((path) => [path, 'value']);
  }
  const [path = '', query = ''] = specifier.split('?');
  if (query === 'raw') return [];
  const loaded = /^(worker|sharedworker|url)\b/.test(query) ? 'url' : kind;
  return [[path.startsWith('.') ? posix.join(posix.dirname(file), path) : path, loaded]];
}

/**
 * `*` stays within a folder, `**` does not, `{a,b}` is a choice.
 * @param {string} glob
 */
function globExpression(glob) {
  const source = glob.replace(/\*\*\/|[*{},]|[.+^$()|[\]\\]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '*') return '[^/]*';
    return { '{': '(?:', '}': ')', ',': '|' }[part] ?? `\\${part}`;
  });
  return new RegExp(`^${source}$`);
}

/**
 * Why a file may not import a target; null if it may.
 * @param {Place} from
 * @param {string} target
 * @param {'value' | 'type' | 'url'} kind
 */
function judge(from, target, kind) {
  if (!target.startsWith('src/')) return judgeOutside(from, target);
  if (!CODE.test(target)) {
    return /\.[a-z0-9]+$/.test(target) ? null : `imports ${target} without its extension`;
  }
  if (isTest(target)) return `imports the test ${target}`;
  const to = placeOf(target);
  if (to === null) return `imports ${target}, which is in no room`;
  const tags = from.protocol === null ? to.tags : tagsInside(from.protocol, to);
  if (tags === null) return `imports ${target}: protocols never import one another`;
  if (to.room === from.room && to.protocol === from.protocol) return null;
  const allowed = (ARROWS[from.room] ?? []).some((arrow) => {
    if (arrow.startsWith('type ')) return kind === 'type' && tags.includes(arrow.slice(5));
    if (arrow.startsWith('url ')) return kind === 'url' && tags.includes(arrow.slice(4));
    return kind !== 'url' && tags.includes(arrow);
  });
  if (allowed) return null;
  const asType = (ARROWS[from.room] ?? []).some((arrow) => tags.some((tag) => arrow === `type ${tag}`));
  return asType
    ? `imports ${target}: ${from.room} may \`import type\` of it, nothing else`
    : `imports ${target}: no arrow leads from ${from.room} to ${to.room}`;
}

/**
 * Tags as a file of a protocol sees them; null for a file of another protocol.
 * @param {string} protocol
 * @param {Place} to
 */
function tagsInside(protocol, to) {
  if (to.protocol === null) return to.tags;
  return to.protocol === protocol ? to.tags.map((tag) => tag.replace('protocols/', 'own/')) : null;
}

/** @param {Place} from @param {string} target a package, or a path that leads out of `src/` */
function judgeOutside({ room, protocol }, target) {
  if (target.startsWith('..') || /^(e2e|bench|public|package\.json)/.test(target)) {
    return `imports ${target}, outside src/`;
  }
  const name = target.startsWith('node:')
    ? target
    : target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/');
  if (PACKAGES[room]?.test(name)) return null;
  if (room === 'protocols/code' && PROTOCOL_PACKAGES[protocol ?? '']?.test(name)) return null;
  if (room === 'protocols/view' && VIEW_PACKAGES[protocol ?? '']?.test(name)) return null;
  return `imports the package ${name}, which ${room} may not use`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = resolve(fileURLToPath(import.meta.url), '../../..');
  const { files, imports, breaches } = checkImports(readSources(root));
  printBreaches(breaches);
  console.log(
    `${imports} imports of ${files} files, ${breaches.length} breaches, ${DEBTS.length} known debts`,
  );
  process.exitCode = imports === 0 || breaches.length > 0 ? 1 : 0;
}
