import { expect, test } from 'vitest';
import { describeStep } from '../describe.ts';
import { minority, raft, raftRun, stepWith } from '../run.test-data.ts';
import { causeChain, causeOf } from './causes.ts';

const { run } = raftRun();
const headline = (step: number) => describeStep(raft, run, step).headline;
const at = (text: string) => stepWith(run, text, headline);

test('a leader leads because votes were given because its timer ran out', () => {
  const chain = causeChain(raft, run, at('S3 becomes leader of term 2')).map((cause) => cause.sentence);
  expect(chain[0]).toMatch(/^S[45] votes for S3 in term 2$/);
  expect(chain).toContain('S3 starts an election for term 2');
});

test('a fired timer is due to whoever fired it', () => {
  const started = at('S1 starts an election for term 1');
  expect(causeChain(raft, run, started).map((cause) => cause.sentence)).toEqual([
    'S1’s election timer is made to run out',
  ]);
});

test('a restart is due to the fault that ended', () => {
  const crashed = raftRun({
    ...minority,
    inputs: [...minority.inputs, { at: 250_000, fault: { type: 'crash', node: 'S4', until: 400_000 } }],
  }).run;
  const say = (step: number) => describeStep(raft, crashed, step).headline;
  const restart = stepWith(crashed, 'S4 restarts', say);
  const cause = causeOf(crashed, restart);
  expect(cause).not.toBeNull();
  expect(say(cause ?? 0)).toBe('S4 is brought back up');
});

test('a restart after an outage too, of each of its nodes', () => {
  const out = raftRun({
    ...minority,
    inputs: [{ at: 250_000, fault: { type: 'outage', nodes: ['S4', 'S5'], until: 400_000 } }],
  }).run;
  const say = (step: number) => describeStep(raft, out, step).headline;
  for (const node of ['S4', 'S5'])
    expect(say(causeOf(out, stepWith(out, `${node} restarts`, say)) ?? 0)).toBe(
      'S4 and S5 are brought back up',
    );
});

test('every chain is short, goes back in time, begins with the immediate cause and ends at a root', () => {
  let checked = 0;
  for (let step = 0; step < run.trace.steps; step++) {
    const chain = causeChain(raft, run, step);
    expect(chain.length).toBeLessThanOrEqual(6);
    const immediate = causeOf(run, step);
    expect(chain[0]?.step ?? null).toBe(immediate);
    let before = step;
    for (const cause of chain) {
      expect(cause.step).toBeLessThan(before);
      before = cause.step;
    }
    const last = chain.at(-1);
    if (last !== undefined) {
      checked += 1;
      expect(causeOf(run, last.step), `${headline(step)}: ${last.sentence}`).toBeNull();
    }
  }
  expect(checked).toBeGreaterThan(run.trace.steps / 2);
});
