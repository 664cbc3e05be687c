import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Input } from '../../engine/runspec.ts';
import { parseRunSpec } from '../../spec/resolve.ts';
import { minority, raft, raftRun } from '../run.test-data.ts';
import { type Draft, type DraftContext, draftFromInput, emptyDraft, inputFromDraft } from './drafts.ts';

const { run } = raftRun();
const context: DraftContext = { meta: raft, nodes: run.resolved.nodes, until: minority.until };
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
];

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
    kind: fc.constantFrom(
      'crash',
      'pause',
      'partition',
      'block',
      'drop',
      'delay',
      'duplicate',
      'clock',
      'link',
      'command',
      'fire',
    ),
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
    sides: fc.dictionary(fc.constantFrom('S1', 'S2', 'C1'), fc.constantFrom('a', 'b', 'c', '')),
    command: fc.constantFrom('write', 'read', 'nonsense'),
    fields: fc.dictionary(fc.constantFrom('key', 'value', 'via'), text),
    timer: fc.constantFrom('election', 'heartbeat', 'request', ''),
  });
  const metas = new Map([[raft.id, raft]]);
  let accepted = 0;
  fc.assert(
    fc.property(draft, (candidate) => {
      const result = inputFromDraft(candidate, context);
      if (!result.ok) return Object.keys(result.problems).length > 0;
      accepted += 1;
      const parsed = parseRunSpec({ ...minority, inputs: [result.input] }, metas);
      if (!parsed.ok) throw new Error(`${JSON.stringify(result.input)}: ${parsed.why}`);
      return true;
    }),
    { numRuns: 3000 },
  );
  expect(accepted).toBeGreaterThan(50);
});
