import { describe, expect, it } from 'vitest';
import { checkImports } from './check-imports.mjs';

/** Every room the fixtures import from, so that globs have something to find. */
const TREE = [
  'src/base/hash.ts',
  'src/engine/api.ts',
  'src/engine/trace.ts',
  'src/engine/world.ts',
  'src/protolib/quorum.ts',
  'src/protocols/raft/meta.ts',
  'src/protocols/raft/protocol.ts',
  'src/protocols/raft/rules.ts',
  'src/protocols/raft/view.tsx',
  'src/protocols/raft/view-logs.ts',
  'src/protocols/raft/scenarios/split.ts',
  'src/protocols/pbft/protocol.ts',
  'src/worker/host.ts',
  'src/worker/wire.ts',
  'src/app/views.ts',
  'src/widgets/Button.tsx',
];

/** Reasons the checker gives when `file` consists of `text`. */
function reasons(
  file: string,
  text: string,
  debts: { from: string; to: string; why: string }[] = [],
): string[] {
  const sources = new Map<string, string>([
    ...TREE.map((path): [string, string] => [path, '']),
    [file, text],
  ]);
  return checkImports(sources, debts).breaches.map(({ why }) => why);
}

const allowed: [file: string, text: string][] = [
  ['src/engine/world.ts', "import { hash } from '../base/hash.ts';"],
  ['src/protolib/list.ts', "import type { Ctx } from '../engine/api.ts';"],
  ['src/protocols/raft/protocol.ts', "import { majority } from '../../protolib/quorum.ts';"],
  ['src/protocols/raft/protocol.ts', "import { meta } from './meta.ts';"],
  ['src/protocols/raft/meta.ts', "import { notes } from './meta/words.ts';"],
  ['src/protocols/isolation/db/sql/parse.ts', "import { parse } from 'pgsql-ast-parser';"],
  ['src/protocols/raft/view.tsx', "import type { Log } from './protocol.ts';"],
  ['src/protocols/raft/view.tsx', "import type { PanelProps } from '../../app/views.ts';"],
  ['src/protocols/raft/view.tsx', "import { useState } from 'react';"],
  ['src/protocols/raft/view-logs.ts', "import { K } from '../../engine/trace.ts'; import './view.tsx';"],
  ['src/worker/protocols.ts', "import.meta.glob('../protocols/*/protocol.ts', { eager: true });"],
  ['src/client/client.ts', "import type { Request } from '../worker/wire.ts';"],
  ['src/client/client.ts', "new Worker(new URL('../worker/host.ts', import.meta.url), { type: 'module' });"],
  ['src/app/Lab.tsx', "import { K, stepHeads } from '../engine/trace.ts';"],
  ['src/app/Lab.tsx', "import type { World } from '../engine/world.ts';"],
  [
    'src/app/Lab.tsx',
    "type W = import('../engine/world.ts').World; type Q = typeof import('../engine/world.ts');",
  ],
  ['src/app/Lab.tsx', "import.meta.glob<Meta>(['../protocols/*/meta.ts', '../protocols/*/scenarios/*.ts']);"],
  ['src/app/Lab.tsx', "import './lab.css'; import '@fontsource-variable/inter';"],
  [
    'src/app/Lab.tsx',
    "// import { run } from '../engine/world.ts'\nconst s = \"import('../engine/world.ts')\";",
  ],
  ['src/app/Lab.test.tsx', "import { run } from '../engine/world.ts'; import 'node:fs';"],
  ['src/cli/main.ts', "import { host } from '../worker/host.ts'; import { readFileSync } from 'node:fs';"],
];

const refused: [what: string, file: string, text: string, why: RegExp][] = [
  ['a static import', 'src/app/Lab.tsx', "import { run } from '../engine/world.ts';", /`import type` of it/],
  [
    'an inline type, which leaves an import behind',
    'src/app/Lab.tsx',
    "import { type World } from '../engine/world.ts';",
    /`import type` of it/,
  ],
  ['a side effect', 'src/app/Lab.tsx', "import '../worker/host.ts';", /no arrow leads from app to worker/],
  ['a re-export', 'src/app/Lab.tsx', "export * from '../engine/world.ts';", /`import type` of it/],
  ['a dynamic import', 'src/app/Lab.tsx', "await import('../protocols/raft/protocol.ts');", /no arrow/],
  [
    'a dynamic import that only the run resolves',
    'src/app/Lab.tsx',
    'const f = (name: string) => import(name);',
    /cannot read/,
  ],
  ['a glob', 'src/app/Lab.tsx', "import.meta.glob('../protocols/*/*.ts');", /protocols\/code/],
  ['a glob over folders', 'src/app/Lab.tsx', "import.meta.glob('../**/world.ts');", /engine/],
  ['a worker of its own', 'src/app/Lab.tsx', "new URL('../worker/host.ts', import.meta.url);", /no arrow/],
  ['a ?worker import', 'src/app/Lab.tsx', "import W from '../worker/host.ts?worker';", /no arrow/],
  ['wire as a value', 'src/client/client.ts', "import { x } from '../worker/wire.ts';", /`import type`/],
  ['another protocol', 'src/protocols/raft/protocol.ts', "import '../pbft/protocol.ts';", /one another/],
  [
    'a type of another protocol',
    'src/protocols/raft/protocol.ts',
    "import type { P } from '../pbft/protocol.ts';",
    /one another/,
  ],
  [
    'the engine, from a protocol',
    'src/protocols/raft/protocol.ts',
    "import '../../engine/world.ts';",
    /no arrow/,
  ],
  ['the algorithm, from its view', 'src/protocols/raft/view.tsx', "import './protocol.ts';", /`import type`/],
  ['a view, from the algorithm', 'src/protocols/raft/protocol.ts', "import './view-logs.ts';", /no arrow/],
  ['the algorithm, from its meta', 'src/protocols/raft/meta.ts', "import './protocol.ts';", /no arrow/],
  [
    'the algorithm, from a part of its meta',
    'src/protocols/raft/meta/words.ts',
    "import '../protocol.ts';",
    /no arrow/,
  ],
  [
    'the page, from the engine',
    'src/engine/world.ts',
    "import type { V } from '../app/views.ts';",
    /no arrow/,
  ],
  ['anything, from base', 'src/base/hash.ts', "import type { C } from '../engine/api.ts';", /no arrow/],
  [
    'a domain, from the kit',
    'src/widgets/Button.tsx',
    "import type { C } from '../engine/api.ts';",
    /no arrow/,
  ],
  ['the kit, from the command line', 'src/cli/main.ts', "import '../widgets/Button.tsx';", /no arrow/],
  ['a test', 'src/engine/world.ts', "import './world.test.ts';", /imports the test/],
  [
    'a package of another protocol',
    'src/protocols/raft/protocol.ts',
    "import { parse } from 'pgsql-ast-parser';",
    /package pgsql-ast-parser/,
  ],
  [
    'a package in a pure room',
    'src/engine/world.ts',
    "import { scale } from 'd3-scale';",
    /package d3-scale/,
  ],
  ['React in the timeline', 'src/timeline/scene.ts', "import { useMemo } from 'react';", /package react/],
  ['Radix outside the kit', 'src/app/Lab.tsx', "import * as D from '@radix-ui/react-dialog';", /@radix-ui/],
  ['Node in the page', 'src/app/Lab.tsx', "import { join } from 'node:path';", /package node:path/],
  ['a path out of src', 'src/app/Lab.tsx', "import p from '../../package.json';", /outside src/],
  ['a missing extension', 'src/engine/world.ts', "import { hash } from '../base/hash';", /extension/],
  ['an unknown room', 'src/engine/world.ts', "import '../utils/misc.ts';", /in no room/],
];

describe('what the arrows allow', () => {
  it.each(allowed)('%s: %s', (file, text) => {
    expect(reasons(file, text)).toEqual([]);
  });
});

describe('what they refuse', () => {
  it.each(refused)('%s (%s)', (_, file, text, why) => {
    const [first] = reasons(file, text);
    expect(first).toMatch(why);
  });

  it('a file outside every room', () => {
    expect(reasons('src/utils/misc.ts', '')).toEqual(['is in no room of docs/architecture.md']);
  });

  it('names the line', () => {
    const text = "import { a } from './a.ts';\n\nexport { b } from '../app/views.ts';\n";
    const { breaches } = checkImports(new Map([['src/engine/world.ts', text]]), []);
    expect(breaches).toMatchObject([{ file: 'src/engine/world.ts', line: 3 }]);
  });
});

describe('debts', () => {
  const debt = { from: 'src/engine/world.ts', to: 'src/app/views.ts', why: 'for now' };

  it('are forgiven while they last', () => {
    expect(reasons('src/engine/world.ts', "import '../app/views.ts';", [debt])).toEqual([]);
  });

  it('forgive nothing else', () => {
    expect(reasons('src/engine/world.ts', "import '../app/views.ts'; import 'react';", [debt])).toHaveLength(
      1,
    );
  });

  it('are reported once paid', () => {
    expect(reasons('src/engine/world.ts', '', [debt])).toEqual([
      'no longer imports src/app/views.ts: strike it from DEBTS',
    ]);
  });
});
