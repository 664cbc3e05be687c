import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAULT_KINDS } from '../../engine/faultkinds.ts';
import type { Meta } from '../../engine/meta.ts';
import type { Fault, Input } from '../../engine/runspec.ts';
import { parseRunSpec } from '../../spec/resolve.ts';
import { minority, raft, raftRun } from '../run.test-data.ts';
import { type Draft, type DraftContext, emptyDraft } from './drafts.ts';
import { draftFromInput } from './fromInput.ts';
import { inputFromDraft } from './toInput.ts';

const { run } = raftRun();
/** Raft as a student might see it who is to learn about traitors. */
const lying: Meta = {
  ...raft,
  behaviours: [
    {
      id: 'yes',
      role: 'server',
      title: 'Votes for everybody',
      help: 'It grants every vote.',
      fields: [
        { id: 'often', title: 'How often', kind: 'int', min: 1, max: 9 },
        { id: 'whom', title: 'Whom', kind: 'node', role: 'server', optional: true },
      ],
    },
  ],
};
const context: DraftContext = { meta: lying, nodes: run.resolved.nodes, until: minority.until };
const problems = (draft: Draft) => {
  const result = inputFromDraft(draft, context);
  return result.ok ? {} : result.problems;
};

const inputs: readonly Input[] = [
  ...minority.inputs,
  { at: 1_500, fault: { type: 'crash', node: 'S1', until: 300_250 } },
  { at: 0, fault: { type: 'crash', node: 'S1' } },
  { at: 10_000, fault: { type: 'pause', node: 'C1', until: 20_000 } },
  { at: 10_000, fault: { type: 'block', from: 'S1', to: 'S2' } },
  { at: 10_000, fault: { type: 'drop', from: 'S1', to: 'S2' } },
  { at: 10_000, fault: { type: 'delay', from: 'S1', to: 'S2', nth: 3, by: 12_345 } },
  { at: 10_000, fault: { type: 'duplicate', from: 'S1', to: 'S2', by: 5_000 } },
  { at: 10_000, fault: { type: 'clock', node: 'S4', offset: -40_000, driftPpm: 300_000, until: 90_000 } },
  { at: 10_000, fault: { type: 'link', from: '*', to: 'S2', latency: [1_000, 9_000], loss: 0.25 } },
  { at: 10_000, fault: { type: 'partition', groups: [['S1'], ['S2', 'S3'], ['S4']] } },
  { at: 10_000, node: 'C1', command: { type: 'read', key: 'y' } },
  ...(
    [
      { type: 'amnesia', node: 'S1', until: 20_000 },
      { type: 'outage', nodes: ['S1', 'S4'], until: 20_000 },
      { type: 'slow', node: 'S2', each: [20_000, 40_500], until: 90_000 },
      { type: 'byzantine', node: 'S2', behaviour: 'yes', options: { often: 3, whom: 'S1' }, until: 90_000 },
      { type: 'partition', groups: [['S1'], ['S2']], oneWay: true, flap: { down: 5_000, up: 7_500 } },
      { type: 'partition', groups: [['S1'], ['S2'], ['S3'], ['S4'], ['S5']] },
      {
        type: 'partial',
        links: [
          ['S3', 'S1'],
          ['S1', 'C1'],
        ],
        flap: { down: 5_000, up: 5_000 },
        until: 90_000,
      },
      { type: 'block', from: 'S1', to: 'S2', flap: { down: 5_000, up: 5_000 } },
      { type: 'link', from: 'S1', to: 'S2', duplicate: 0.1, reorder: 0.001, corrupt: 1, until: 90_000 },
      { type: 'reorder', from: 'S1', to: 'S2', nth: 2 },
      { type: 'corrupt', from: 'S1', to: 'S2' },
      { type: 'clock', node: 'S1', step: -4_500, stop: true, until: 90_000 },
      { type: 'lostWrite', node: 'S1', nth: 4 },
      { type: 'misdirectedWrite', node: 'S1' },
      { type: 'tornWrite', node: 'S1', nth: 2, kept: 0, until: 90_000 },
      { type: 'bitRot', node: 'S1', record: 'log[3]' },
      { type: 'latentError', node: 'S1' },
      { type: 'diskFull', node: 'S1' },
      { type: 'slowFsync', node: 'S1', by: [0, 9_000], until: 90_000 },
    ] satisfies Fault[]
  ).map((fault): Input => ({ at: 10_000, fault })),
];

test('every kind of fault is among those that are tried', () => {
  const tried = new Set(inputs.flatMap((input) => ('fault' in input ? [input.fault.type] : [])));
  expect([...tried].sort()).toEqual(FAULT_KINDS.map((kind) => kind.type).sort());
});

test.each(inputs.map((input) => [JSON.stringify(input), input] as const))(
  '%s survives its form',
  (_, input) => {
    expect(inputFromDraft(draftFromInput(input), context)).toEqual({ ok: true, input });
  },
);

describe('a form refuses, by field and in words,', () => {
  test('an end that is not later than the start', () => {
    const draft = { ...emptyDraft('crash', 200_000), node: 'S1', until: '150' };
    expect(problems(draft)).toEqual({ until: 'The end must be later than the start.' });
  });
  test('times that are no times', () => {
    expect(problems({ ...emptyDraft('crash', 0), node: 'S1', at: 'soon' }).at).toMatch(/milliseconds/);
    expect(problems({ ...emptyDraft('crash', 0), node: 'S1', at: '' }).at).toMatch(/milliseconds/);
    expect(problems({ ...emptyDraft('crash', 0), node: 'S1', at: '-1' }).at).toMatch(/between 0 and 900 ms/);
    expect(problems({ ...emptyDraft('crash', 0), node: 'S1', at: '901' }).at).toMatch(/between 0 and 900 ms/);
  });
  test('a cut with one side', () => {
    expect(problems({ ...emptyDraft('partition', 0), sides: { S1: 'a', S2: 'a' } })).toHaveProperty('sides');
  });
  test('a link from a node to itself, and unknown nodes', () => {
    expect(problems({ ...emptyDraft('block', 0), from: 'S1', to: 'S1' })).toHaveProperty('to');
    expect(problems({ ...emptyDraft('block', 0), from: 'S9', to: '*' })).toEqual({
      from: 'Choose a node.',
      to: 'Choose a node.',
    });
  });
  test('a clock that is not bent, and one that would run backwards', () => {
    expect(problems({ ...emptyDraft('clock', 0), node: 'S1', drift: '0' })).toHaveProperty('drift');
    expect(problems({ ...emptyDraft('clock', 0), node: 'S1', drift: '-100' })).toHaveProperty('drift');
  });
  test('what has no disk, and what its protocol has no lies for', () => {
    expect(problems({ ...emptyDraft('lostWrite', 0), node: 'C1' }).node).toMatch(/no disk/);
    expect(problems({ ...emptyDraft('slowFsync', 0), node: 'C1', low: '1', high: '2' }).node).toMatch(/disk/);
    expect(problems({ ...emptyDraft('byzantine', 0), node: 'C1' }).node).toMatch(/Byzantine/);
    const liar = { ...emptyDraft('byzantine', 0), node: 'S1', behaviour: 'yes' };
    expect(problems(liar)).toHaveProperty(['fields.often']);
    expect(problems({ ...liar, behaviour: 'no' })).toHaveProperty('behaviour');
  });
  test('flaps that are none or far too many, ranges the wrong way round, and nothing chosen', () => {
    const cut = { ...emptyDraft('block', 0), from: 'S1', to: 'S2', flap: true };
    expect(problems({ ...cut, flapDown: '0' })).toHaveProperty('flapDown');
    const run = { ...context, until: 3_600_000_000 };
    const often = inputFromDraft({ ...cut, flapDown: '1', flapUp: '1' }, run);
    expect(often).toMatchObject({ ok: false, problems: { flapUp: expect.stringMatching(/times/) } });
    expect(problems({ ...emptyDraft('slow', 0), node: 'S1', low: '9', high: '2' })).toHaveProperty('high');
    expect(problems({ ...emptyDraft('slow', 0), node: 'S1', low: '0', high: '0' })).toHaveProperty('high');
    expect(problems(emptyDraft('outage', 0))).toHaveProperty('nodes');
    expect(problems(emptyDraft('partial', 0))).toHaveProperty('links');
    expect(problems({ ...emptyDraft('bitRot', 0), node: 'S1', record: 'log[x]' })).toHaveProperty('record');
    expect(problems({ ...emptyDraft('tornWrite', 0), node: 'S1', kept: '1.5' })).toHaveProperty('kept');
  });
  test('a record that is not there, with those that are', () => {
    const durable = { currentTerm: 3, votedFor: null, log: [{ term: 1 }, { term: 3 }] };
    const disk = { durable, at: 260_000 };
    const rot = (record: string, there = disk) => {
      const draft = { ...emptyDraft('bitRot', 260_000), node: 'S1', record };
      const result = inputFromDraft(draft, { ...context, disk: there });
      return result.ok ? null : result.problems.record;
    };
    expect(rot('log[1]')).toBeNull();
    expect(rot('currentTerm')).toBeNull();
    expect(rot('')).toBeNull();
    expect(rot('log[2]')).toBe('S1 has no record log[2] at 260 ms; it has log[0], log[1].');
    expect(rot('log')).toBe('S1 has no record log at 260 ms; it has log[0], log[1].');
    expect(rot('votedFor')).toMatch(/^S1 has no record votedFor at 260 ms/);
    expect(rot('toString')).toMatch(/^S1 has no record/);
    const empty = { durable: { currentTerm: 0, votedFor: null, log: [] }, at: 0 };
    expect(rot('log[0]', { ...empty, durable: { ...empty.durable } })).toMatch(/it has currentTerm\./);
    const nothing = { durable: {} as typeof durable, at: 0 };
    expect(rot('', nothing)).toBe('S1’s disk holds nothing yet at 0 ms.');
  });
  test('a crash afterwards that comes before, or does not end', () => {
    const draft = { ...emptyDraft('bitRot', 5_000), node: 'S1', crashAfter: true };
    expect(problems({ ...draft, crashAt: '5', crashUntil: '4' })).toEqual({
      crashAt: 'The crash must come after the fault.',
      crashUntil: 'The restart must be later than the crash.',
    });
    expect(inputFromDraft({ ...draft, crashAt: '105', crashUntil: '205' }, context)).toMatchObject({
      ok: true,
      after: [{ at: 105_000, fault: { type: 'crash', node: 'S1', until: 205_000 } }],
    });
    const crash = { ...emptyDraft('crash', 0), node: 'S1', crashAfter: true };
    expect(inputFromDraft(crash, context)).not.toHaveProperty('after');
  });
  test('a command without what it needs, or for the wrong node', () => {
    const write = {
      ...emptyDraft('command', 0),
      node: 'S1',
      command: 'write',
      fields: { key: 'x', value: '1.5' },
    };
    expect(Object.keys(problems(write)).sort()).toEqual(['fields.value', 'node']);
    expect(problems({ ...write, node: 'C1', fields: { key: 'x' } })).toHaveProperty(['fields.value']);
  });
});

test('whatever a form accepts, the run accepts', () => {
  const text = fc.oneof(
    fc.constantFrom('', '0', '1', '12.5', '-3', '899.999', '4000', 'x', '1e3', ' 7 ', '0.0004'),
    fc.string({ maxLength: 4 }),
  );
  const node = fc.constantFrom('S1', 'S2', 'S5', 'C1', '*', '', 'S9');
  const draft: fc.Arbitrary<Draft> = fc.record({
    kind: fc.constantFrom(...FAULT_KINDS.map((kind) => kind.type), 'command' as const, 'fire' as const),
    at: text,
    until: text,
    node,
    from: node,
    to: node,
    nth: text,
    by: text,
    offset: text,
    drift: text,
    latencyLow: text,
    latencyHigh: text,
    loss: text,
    duplicate: text,
    reorder: text,
    corrupt: text,
    nodes: fc.subarray(['S1', 'S2', 'C1', 'S9']),
    low: text,
    high: text,
    step: text,
    stop: fc.boolean(),
    oneWay: fc.boolean(),
    links: fc.subarray(['S1 S2', 'S2 S1', 'S1 S1', 'C1 S3', 'S1 S9', '']),
    flap: fc.boolean(),
    flapDown: text,
    flapUp: text,
    kept: text,
    record: fc.oneof(text, fc.constantFrom('log[0]', 'log[01]', 'votedFor', 'a b')),
    crashAfter: fc.boolean(),
    crashAt: text,
    crashUntil: text,
    behaviour: fc.constantFrom('yes', 'no', ''),
    sides: fc.dictionary(fc.constantFrom('S1', 'S2', 'C1'), fc.constantFrom('a', 'b', 'c', '')),
    command: fc.constantFrom('write', 'read', 'nonsense'),
    fields: fc.dictionary(fc.constantFrom('key', 'value', 'via', 'often', 'whom'), text),
    timer: fc.constantFrom('election', 'heartbeat', 'request', ''),
  });
  const metas = new Map([[raft.id, lying]]);
  let accepted = 0;
  fc.assert(
    fc.property(draft, (candidate) => {
      const result = inputFromDraft(candidate, context);
      if (!result.ok) return Object.keys(result.problems).length > 0;
      accepted += 1;
      const made = [result.input, ...(result.after ?? [])];
      const parsed = parseRunSpec({ ...minority, inputs: made }, metas);
      if (!parsed.ok) throw new Error(`${JSON.stringify(result.input)}: ${parsed.why}`);
      return true;
    }),
    { numRuns: 6000 },
  );
  expect(accepted).toBeGreaterThan(40);
});
