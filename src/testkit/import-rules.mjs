/**
 * Which room may import which, as data (docs/architecture.md says why). A target is a tag of a file; `type …` allows it to
 * `import type` only, `url …` to `new URL(…, import.meta.url)` and `?worker` only. A file may always import its own room.
 *
 * Tags of a target: its room (`engine`), its part where rooms have parts (`protocols/meta`), and `own/…` for a file of the
 * same protocol. Protocols never see one another, so from inside a protocol only `own/…` tags exist.
 */

/** Parts of `engine/` that carry a tag of their own. @type {Readonly<Record<string, readonly string[]>>} */
export const ENGINE_TAGS = {
  'api.ts': ['engine/api', 'engine/contract'],
  'meta.ts': ['engine/contract'],
  'runspec.ts': ['engine/contract'],
  // Tables and pure helpers over a finished trace: no part of what simulates.
  'trace.ts': ['engine/pure'],
  'params.ts': ['engine/pure'],
  'faultkinds.ts': ['engine/pure'],
};

const ENGINE_TYPES = ['type engine', 'engine/pure'];
const EVERYTHING = [
  'base',
  'engine',
  'protolib',
  'protocols/card',
  'protocols/meta',
  'protocols/code',
  'protocols/rules',
].concat([
  'protocols/scenarios',
  'spec',
  'query',
  'checkers',
  'worker',
  'client',
  'timeline',
  'logs',
  'lessons',
  'glossary',
  'review',
  'testkit',
]);

/** @type {Readonly<Record<string, readonly string[]>>} */
export const ARROWS = {
  base: [],
  engine: ['base'],
  protolib: ['base', 'engine/api', 'type engine/contract'],
  'protocols/card': ['type engine/contract'],
  'protocols/meta': ['base', 'type engine/contract', 'own/card'],
  'protocols/rules': ['base', 'type engine/contract', 'type own/meta'],
  'protocols/scenarios': ['base', 'type engine/contract', 'own/meta'],
  'protocols/code': ['base', 'engine/api', 'type engine/contract', 'protolib', 'own/meta', 'type own/rules'],
  'protocols/view': [
    'base',
    ...ENGINE_TYPES,
    'widgets',
    // A panel may show what a judge of whole histories makes of what the cursor has seen.
    'checkers',
    // And the stamps of the events it draws.
    'query',
    'own/meta',
    'own/rules',
    'type own/code',
    'type app/views',
  ],
  spec: ['base', 'protocols/meta', ...ENGINE_TYPES],
  query: ['base', ...ENGINE_TYPES],
  checkers: ['base', ...ENGINE_TYPES],
  // Of the timeline the making of its index: a pass over every row is not for the page.
  worker: ['base', 'engine', 'spec', 'query', 'checkers', 'protocols/meta', 'protocols/code'].concat([
    'protocols/rules',
    'protocols/scenarios',
    'timeline',
    'logs',
    // The questions it makes are of that room's shape.
    'type review',
  ]),
  client: ['base', ...ENGINE_TYPES, 'type worker/wire', 'type logs', 'url worker'],
  timeline: ['base', ...ENGINE_TYPES],
  logs: ['base', ...ENGINE_TYPES, 'query', 'timeline'],
  widgets: ['base'],
  lessons: ['base', ...ENGINE_TYPES, 'query', 'spec'],
  glossary: ['base', 'spec'],
  review: ['base', ...ENGINE_TYPES],
  app: [
    'base',
    ...ENGINE_TYPES,
    'protocols/card',
    'protocols/meta',
    'protocols/rules',
    'protocols/scenarios',
    'protocols/view',
  ].concat([
    'protolib',
    'spec',
    'query',
    'checkers',
    'client',
    'timeline',
    'logs',
    'url logs',
    'widgets',
    'lessons',
    'glossary',
    'review',
    'type worker/wire',
  ]),
  cli: EVERYTHING,
  testkit: [...EVERYTHING, 'cli'],
};

/**
 * Packages a room may use; a room that is not named may use none, so that it runs anywhere and could be lifted out.
 * @type {Readonly<Record<string, RegExp>>}
 */
export const PACKAGES = {
  spec: /^(valibot|fflate)$/,
  lessons: /^(valibot|fflate)$/,
  glossary: /^valibot$/,
  review: /^ts-fsrs$/,
  timeline: /^d3(-[a-z]+)?$/,
  'protocols/view': /^(react|d3(-[a-z]+)?)$/,
  widgets: /^(react|react-dom|@radix-ui\/.+|@tanstack\/react-virtual)$/,
  // No Radix here: it stays inside the kit.
  app: /^(react|react-dom|zustand|xstate|@xstate\/react|lean-qr|d3(-[a-z]+)?|@tanstack\/react-virtual|@fontsource-variable\/.+)$/,
  cli: /./,
  testkit: /./,
};

/**
 * Packages that the code of one protocol may use and no other.
 * @type {Readonly<Record<string, RegExp>>}
 */
export const PROTOCOL_PACKAGES = { isolation: /^pgsql-ast-parser$/ };

/**
 * Packages that the drawings of one protocol may use, to set it beside what people use. Fetched on demand only.
 * @type {Readonly<Record<string, RegExp>>}
 */
export const VIEW_PACKAGES = { crdts: /^(yjs|@automerge\/automerge)$/ };

/**
 * Breaches we know and mean to end: file, imported file or package, and why it is so for now. An entry that no longer
 * matches anything is itself reported.
 * @type {readonly { from: string, to: string, why: string }[]}
 */
export const DEBTS = [];
