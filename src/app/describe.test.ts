import { describe, expect, test } from 'vitest';
import { K } from '../engine/trace.ts';
import {
  describeStep,
  inputTitle,
  interestingSteps,
  stepName,
  stepNode,
  stepOnSameNode,
} from './describe.ts';
import { minority, raft, raftRun, stepWith } from './run.test-data.ts';
import { capital, fill, listOf, ms, msRange, short, withArticle } from './text.ts';

const { run } = raftRun();
const headline = (step: number) => describeStep(raft, run, step).headline;

describe('sentences', () => {
  test('lead with what came of a step and keep how it came about', () => {
    const step = stepWith(run, 'S3 becomes leader of term 2', headline);
    const { occasion, major } = describeStep(raft, run, step);
    expect(occasion).toMatch(/^S3 receives a vote reply from S[45]$/);
    expect(major).toBe(true);
  });

  test('tell faults as they happen and as they end', () => {
    expect(headline(stepWith(run, 'The network is cut', headline))).toBe(
      'The network is cut: C1\u00a0S1\u00a0S2\u00a0| S3\u00a0S4\u00a0S5',
    );
    stepWith(run, 'The cut heals', headline);
  });

  test('never leave a hole or a raw placeholder', () => {
    const crashed = raftRun({
      ...minority,
      inputs: [
        ...minority.inputs,
        { at: 250_000, fault: { type: 'crash', node: 'S4', until: 400_000 } },
        { at: 300_000, fire: { node: 'S4', timer: 'election' } },
        { at: 300_000, fault: { type: 'clock', node: 'S5', driftPpm: 100_000, until: 500_000 } },
      ],
    }).run;
    for (const each of [run, crashed]) {
      for (let step = 0; step < each.trace.steps; step++) {
        const { headline: text, occasion, more } = describeStep(raft, each, step);
        for (const sentence of [text, ...more, ...(occasion === '' ? [] : [occasion])]) {
          expect(sentence, `step ${step}`).toMatch(/^\S.*\S$/);
          expect(sentence, `step ${step}`).not.toMatch(/[{}]|undefined|NaN|\[object/);
        }
      }
    }
    const texts = Array.from(
      { length: crashed.trace.steps },
      (_, s) => describeStep(raft, crashed, s).headline,
    );
    expect(texts).toContain('S4 crashes');
    expect(texts).toContain('S4 restarts');
    expect(texts).toContain('Firing of S4’s election timer: S4 is down');
    expect(texts.some((text) => text.endsWith('is lost: S4 is down'))).toBe(true);
  });
});

test('what a cut eats as it is sent is told in the step that sends it', () => {
  const more = (step: number) => describeStep(raft, run, step).more;
  const steps = Array.from({ length: run.trace.steps }, (_, step) => step);
  const eaten = steps.flatMap(more).filter((sentence) => sentence.endsWith('is lost at the cut'));
  expect(eaten).toContain('The heartbeat to S3, S4 and S5 is lost at the cut');
  // Whatever a cut took while it was on its way has a step of its own.
  const { kind, ref } = run.trace.columns;
  const rows = [...kind.keys()].filter((row) => kind[row] === K.lost && !run.heads.includes(row));
  expect(rows.length).toBeGreaterThan(eaten.length);
  expect(rows.every((row) => (ref[row] ?? -1) >= 0)).toBe(true);
});

test('a command is named once', () => {
  const input = { at: 0, node: 'C1', command: { type: 'read', key: 'x' } };
  expect(inputTitle(raft, input)).toBe('Client read x on C1');
  expect(inputTitle(raft, { ...input, command: { type: 'write', key: 'x', value: 7 } })).toBe(
    'Client write x=7 on C1',
  );
});

test('step names count per node', () => {
  const seen = new Map<string, number>();
  for (let step = 0; step < run.trace.steps; step++) {
    const name = stepName(run, step);
    if (name === 'network') continue;
    const node = stepNode(run, step);
    const count = (seen.get(node) ?? 0) + 1;
    seen.set(node, count);
    expect(name).toBe(`${node}#${count}`);
  }
  expect(seen.size).toBe(6);
});

test('interesting are elections, commits and both ends of a cut, not heartbeats', () => {
  const texts = interestingSteps(raft, run).map(headline);
  expect(texts).toContain('S1 becomes leader of term 1');
  expect(texts).toContain('S3 becomes leader of term 2');
  expect(texts).toContain('S3 starts an election for term 2');
  expect(texts.filter((text) => text.includes('cut'))).toHaveLength(2);
  expect(texts.some((text) => text.includes('heartbeat'))).toBe(false);
  expect(texts.length).toBeLessThan(run.trace.steps / 3);
});

test('the next step of the same node, both ways', () => {
  const first = stepOnSameNode(run, stepWith(run, 'S3 becomes leader', headline), -1);
  expect(first).not.toBeNull();
  expect(stepNode(run, first ?? 0)).toBe('S3');
  expect(stepOnSameNode(run, first ?? 0, 1)).toBe(stepWith(run, 'S3 becomes leader', headline));
  expect(stepOnSameNode(run, 0, -1)).toBeNull();
});

test('numbers and lists read as people write them', () => {
  expect(ms(492_000)).toBe('492 ms');
  expect(ms(1_204_540)).toBe('1,204.5 ms');
  expect(ms(-40_000)).toBe('−40 ms');
  expect(msRange(150_000, 300_000)).toBe('150–300 ms');
  expect(withArticle('append reply')).toBe('an append reply');
  expect(listOf(['S1', 'S2', 'S3'])).toBe('S1, S2 and S3');
  expect(capital('a vote')).toBe('A vote');
  expect(fill('{a} and {b}', { a: 1 })).toBe('1 and –');
  expect(short({ S1: 3, S2: null })).toBe('S1 3, S2 –');
});

test('a value cannot turn the order of the words around it', () => {
  const turning = 'x\u202e7\u2067';
  expect(fill('{a} is written', { a: turning })).toBe('x7 is written');
  expect(short({ [turning]: turning })).toBe('x7 x7');
  const command = { type: 'write', key: turning, value: 7 };
  expect(inputTitle(raft, { at: 0, node: 'C1', command })).toBe('Client write x7=7 on C1');
});
