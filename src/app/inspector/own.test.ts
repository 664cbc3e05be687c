import { describe, expect, test } from 'vitest';
import { scenario as forgotten } from '../../protocols/raft/scenarios/forgotten-vote.ts';
import { scenario as replication } from '../../protocols/raft/scenarios/replication.ts';
import { describeStep } from '../describe.ts';
import { raft, raftRun, stepWith } from '../run.test-data.ts';
import { causeOf } from './causes.ts';
import { MOST_WHY, ownStepsBefore, ownWriters, whyOf } from './own.ts';

async function whyIn(made: ReturnType<typeof raftRun>, text: string): Promise<readonly string[]> {
  const { run } = made;
  const step = stepWith(run, text, (s) => describeStep(raft, run, s).headline);
  return (await why(made, step)).map((cause) => cause.sentence);
}

async function why({ run, simulated }: ReturnType<typeof raftRun>, step: number) {
  const look = async (s: number) => simulated.detail(s);
  return whyOf(raft, run, step, await ownWriters(run, simulated.detail(step), look));
}

describe('why a step happened', () => {
  test('a vote given twice is due to the first one having been forgotten', async () => {
    const made = raftRun(forgotten.spec);
    const sentences = await whyIn(made, 'S3 votes for S5 in term 1');
    expect(sentences).toContain('S3 forgets that it voted for S1 in term 1');
    expect(sentences).toContain('S5 starts an election for term 1');
  });

  test('a leader leads because of every vote that was counted', async () => {
    const made = raftRun(forgotten.spec);
    const sentences = await whyIn(made, 'S5 becomes leader of term 1');
    expect(sentences).toEqual(
      expect.arrayContaining([
        'S3 votes for S5 in term 1',
        'S4 votes for S5 in term 1',
        'S5 starts an election for term 1',
      ]),
    );
    const seven = raftRun({ ...replication.spec, nodes: { server: 7, client: 1 } });
    const votes = (await whyIn(seven, 'becomes leader of term 1')).filter((s) => s.includes(' votes for '));
    expect(votes).toHaveLength(3);
  });

  test('a commit is due to the answers of those who had stored the entry, not to older ones', async () => {
    const made = raftRun(replication.spec);
    const sentences = await whyIn(made, 'commits up to 3');
    expect(sentences.filter((s) => s.includes('stores entry 3'))).toHaveLength(2);
    expect(sentences.some((s) => s.includes('stores entry 2'))).toBe(false);
  });

  test('a crash is due to nothing the node did', async () => {
    const made = raftRun(forgotten.spec);
    expect(await whyIn(made, 'S3 crashes')).toEqual([]);
  });

  test('is told in the order of time, shortly, once each, with the immediate cause', async () => {
    for (const made of [raftRun(forgotten.spec), raftRun(replication.spec)]) {
      for (let step = 0; step < made.run.trace.steps; step += 3) {
        const causes = await why(made, step);
        expect(causes.length).toBeLessThanOrEqual(MOST_WHY);
        const steps = causes.map((cause) => cause.step);
        expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
        expect(steps.every((s) => s < step)).toBe(true);
        const immediate = causeOf(made.run, step);
        if (immediate !== null) expect(steps).toContain(immediate);
      }
    }
  });

  test('is looked for no further once nobody wants to know', async () => {
    const { run, simulated } = raftRun(replication.spec);
    const step = stepWith(run, 'commits up to 3', (s) => describeStep(raft, run, s).headline);
    let asked = 0;
    const look = async (s: number) => {
      asked += 1;
      return simulated.detail(s);
    };
    await ownWriters(run, simulated.detail(step), look, () => asked > 0);
    expect(asked).toBeLessThan(ownStepsBefore(run, step, 1000).length);
  });
});
