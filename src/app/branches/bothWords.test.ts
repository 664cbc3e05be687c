import { expect, test } from 'vitest';
import type { Input } from '../../engine/runspec.ts';
import { K } from '../../engine/trace.ts';
import { comparisonOf } from '../../query/compare.ts';
import { differencesOf, SIDE } from '../../query/differences.ts';
import { describeStep } from '../describe.ts';
import { minority, raft, raftRun } from '../run.test-data.ts';
import { bothWords } from './bothWords.ts';

const text = (headline: string, ...more: string[]) => ({ headline, occasion: '', more, major: false });

test('tells how two runs go on after an event of both', () => {
  const late = 'The heartbeat to S1 is held up by 100 ms';
  expect(bothWords(text('S4’s timer runs out'), text('S4’s timer runs out', late))).toBe(
    'B: the heartbeat to S1 is held up by 100 ms (S4’s timer runs out)',
  );
  expect(bothWords(text('S4 votes', late, 'x'), text('S4 votes', 'x', 'S4 stores 1'))).toBe(
    'A: the heartbeat to S1 is held up by 100 ms; B: S4 stores 1 (S4 votes)',
  );
  expect(bothWords(text('S4 votes'), text('S5 votes'))).toBe('S4 votes / S5 votes');
  expect(bothWords(text('S4 votes', 'x'), text('S4 votes', 'x'))).toBe('S4 votes');
});

test('a fault on one message is told in the step that sends it', () => {
  const a = raftRun().run;
  const { kind, node, peer, time } = a.trace.columns;
  const lane = (id: string) => a.trace.nodes.findIndex((other) => other.id === id);
  // As a hand makes it: counting from the very instant at which the message leaves.
  const at = [...kind.keys()].find(
    (row) =>
      kind[row] === K.send &&
      node[row] === lane('S3') &&
      peer[row] === lane('S4') &&
      (time[row] ?? 0) > 400_000,
  );
  const told = (['drop', 'delay', 'duplicate', 'reorder', 'corrupt'] as const).map((type) => {
    const fault = type === 'delay' ? { type, by: 100_000 } : { type };
    const made: Input = { at: time[at ?? 0] ?? 0, fault: { ...fault, from: 'S3', to: 'S4' } };
    const b = raftRun({ ...minority, inputs: [...minority.inputs, made] }).run;
    const comparing = comparisonOf(a.trace, b.trace);
    while (!comparing.advance(1_000_000));
    const list = differencesOf(comparing.result(), a.trace, b.trace);
    const place = list.side.indexOf(SIDE.both);
    // The fault comes before the step of the same instant that it strikes, and nothing of the run comes before either.
    const heads = [...list.b].slice(0, place + 1).map((step) => describeStep(raft, b, step).headline);
    expect(heads[0]).toMatch(/^The next message S3 → S4 is to /);
    const words = (run: typeof a, step: number | undefined) => describeStep(raft, run, step ?? 0);
    return bothWords(words(a, list.a[place]), words(b, list.b[place]));
  });
  for (const sentence of told) expect(sentence).toMatch(/^B: the .* to S4 is .* \(S3 .*\)$/);
  expect(new Set(told).size).toBe(told.length);
});
