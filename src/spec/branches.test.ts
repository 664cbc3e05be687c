import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../base/json.ts';
import type { Meta } from '../engine/meta.ts';
import type { RunSpec } from '../engine/runspec.ts';
import { meta as raft } from '../protocols/raft/meta.ts';
import { scenario } from '../protocols/raft/scenarios/minority-leader.ts';
import { MAX_BRANCH_NAME, MAX_BRANCHES, MAX_PAYLOAD } from './bounds.ts';
import { canonicalDocument, type Document, parseDocument } from './document.ts';
import { toy, metas as toys } from './fixture.test-data.ts';
import { decodeLink, encodeLink } from './link.ts';
import { migrateDocument } from './migrate.ts';
import { anySpec } from './specs.test-data.ts';

const metas: ReadonlyMap<string, Meta> = new Map([...toys, [raft.id, raft]]);
const minimal = { schema: 1, protocol: 'toy' };
const why = (json: unknown) => {
  const result = parseDocument(json, metas);
  return result.ok ? 'accepted' : result.why;
};
const withBranches = (branches: unknown, more: object = {}) => ({
  kind: 'run',
  spec: minimal,
  branches,
  ...more,
});
const branch = (more: object = {}) => ({ name: 'Other', spec: minimal, ...more });

describe('a document with branches', () => {
  test('comes back from JSON and from a link as it was', () => {
    const branches = fc.array(fc.record({ name: fc.string({ maxLength: MAX_BRANCH_NAME }), spec: anySpec }), {
      maxLength: MAX_BRANCHES - 1,
    });
    fc.assert(
      fc.property(anySpec, branches, fc.nat(MAX_BRANCHES - 1), (spec, list, n) => {
        const given: Document = {
          kind: 'run',
          name: 'Main',
          spec,
          branches: list,
          shown: n % (list.length + 1),
        };
        const read = parseDocument(JSON.parse(JSON.stringify(given)), metas);
        if (!read.ok) throw new Error(read.why);
        expect(read.document).toEqual(canonicalDocument(given, toy));
        expect(parseDocument(read.document, metas)).toEqual(read);
        expect(decodeLink(encodeLink(given, toy), metas)).toEqual(read);
      }),
      { numRuns: 60 },
    );
  });
  test('of none but the main run is the document it always was', () => {
    const plain = parseDocument({ kind: 'run', spec: minimal }, metas);
    expect(parseDocument(withBranches([], { shown: 0 }), metas)).toEqual(plain);
    if (!plain.ok) throw new Error(plain.why);
    expect(encodeLink({ ...plain.document, branches: [], shown: 0 }, toy)).toBe(
      encodeLink(plain.document, toy),
    );
  });
});

const refusals: readonly [string, unknown][] = [
  ['branches must be a list, not an object.', withBranches({})],
  ['branches: 8 branches are too many; at most 7 fit.', withBranches(Array(8).fill(branch()))],
  ['branches[0].name is missing.', withBranches([{ spec: minimal }])],
  ['branches[0].name must be a text, not 7.', withBranches([branch({ name: 7 })])],
  [
    'branches[0].name must be at most 40 characters long, not 41.',
    withBranches([branch({ name: 'x'.repeat(41) })]),
  ],
  ['branches[0].spce is not a field of a branch. Did you mean "spec"?', withBranches([branch({ spce: 1 })])],
  [
    'branches[1].spec.seeed is not a field of a run. Did you mean "seed"?',
    withBranches([branch(), branch({ spec: { ...minimal, seeed: 1 } })]),
  ],
  [
    'branches[0].spec.protocol: a branch runs what its document runs, "toy", not "raft".',
    withBranches([branch({ spec: { schema: 1, protocol: 'raft' } })]),
  ],
  ['shown must be a run of this document: there are runs 0 to 1.', withBranches([branch()], { shown: 2 })],
  [
    'shown must be a run of this document: there is only the main run, 0.',
    { kind: 'run', spec: minimal, shown: 1 },
  ],
  ['shown must be an integer from 0 to 7, not 8.', withBranches([branch()], { shown: 8 })],
  ['name must be at most 40 characters long, not 41.', withBranches([], { name: 'x'.repeat(41) })],
];

test.each(refusals)('%s', (sentence, json) => {
  expect(why(json)).toBe(sentence);
});

describe('in a link', () => {
  const spec = scenario.spec;
  const main: Document = { kind: 'run', spec, title: scenario.title, claim: scenario.claim };
  const size = (document: Document) => encodeLink(document, raft).length;
  const uncut: RunSpec = { ...spec, inputs: spec.inputs.filter((input) => !('fault' in input)) };
  const named = (name: string, other: RunSpec): Document => ({
    ...main,
    branches: [{ name, spec: other }],
    shown: 1,
  });
  /** Some slack above what each costs today. */
  const cases: readonly [string, number, RunSpec][] = [
    ['with one input less', 80, uncut],
    ['with another seed', 80, { ...spec, seed: 43 }],
    [
      'with a crash more',
      115,
      { ...spec, inputs: [...spec.inputs, { at: 300_000, fault: { type: 'crash', node: 'S3' } }] },
    ],
  ];
  test.each(cases)('a branch %s costs at most %d characters', (name, most, other) => {
    const cost = size(named('Without the cut', other)) - size(main);
    console.info(`a branch ${name}: ${cost} characters`);
    expect(cost).toBeLessThanOrEqual(most);
  });
  test('the second costs less than the first, and seven fit easily', () => {
    const list = Array.from({ length: 7 }, (_, i) => ({
      name: `Branch ${i + 2}`,
      spec: { ...spec, seed: 100 + i },
    }));
    const sizes = list.map((_, i) => size({ ...main, branches: list.slice(0, i + 1) }));
    console.info(`one to seven branches: ${[size(main), ...sizes].join(', ')} characters`);
    expect((sizes[6] as number) - (sizes[0] as number)).toBeLessThan(6 * 45);
    expect(sizes[6]).toBeLessThan(MAX_PAYLOAD / 50);
  });
});

test('every run of an older document is brought to the present rules', () => {
  const migrations = { toy: [(spec: object) => ({ ...spec, params: { rounds: 2 } })] };
  const old = withBranches([branch(), { name: 'odd' }, 7]);
  expect(migrateDocument(old, 'toy', 1, 2, migrations)).toEqual({
    ...old,
    spec: { ...minimal, params: { rounds: 2 } },
    branches: [branch({ spec: { ...minimal, params: { rounds: 2 } } }), { name: 'odd' }, 7],
  });
  expect(migrateDocument(old, 'toy', 2, 3, migrations)).toBeNull();
  const link = encodeLink({ ...withBranches([branch()]) } as unknown as Document, toy);
  const newer = new Map([['toy', { ...toy, version: toy.version + 1 }]]);
  const opened = decodeLink(link, newer, {
    toy: [...Array(toy.version - 1).fill(null), (spec) => ({ ...spec, seed: 9 })],
  });
  if (!opened.ok) throw new Error(opened.why);
  expect(canonicalJson(opened.document.branches?.map((b) => b.spec.seed))).toBe('[9]');
});
