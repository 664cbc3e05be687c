import { describe, expect, it } from 'vitest';
import { simulate } from '../../testkit/simulate.ts';
import protocol from './protocol.ts';
import prevote from './scenarios/disruptive-server-prevote.ts';
import joint from './scenarios/joint-consensus.ts';
import splitVote from './scenarios/split-vote.ts';
import { serversOf } from './view-read.ts';
import { campaignsOf, tallyText } from './view-votes.ts';

type Run = ReturnType<typeof simulate>;
const at = (run: Run, step: number) => campaignsOf(serversOf(run.world(step).nodes), run.trace, step);
const all = (run: Run) => Array.from({ length: run.trace.steps }, (_, step) => at(run, step));
const line = (run: Run, step: number) =>
  at(run, step).map((c) => `${c.candidate}/${c.term} ${c.votes.map((v) => `${v.id}:${v.answer}`).join(' ')}`);

describe('votes as they come', () => {
  it('shows a split vote: each candidate has half and the refusal of the other half', () => {
    const run = simulate(protocol, splitVote.spec);
    const split = Array.from({ length: run.trace.steps }, (_, step) => line(run, step));
    expect(split).toContainEqual([
      'S1/1 S1:counted S2:counted S3:refused S4:refused',
      'S4/1 S1:refused S2:refused S3:counted S4:counted',
    ]);
    // A vote is given before the candidate knows.
    expect(split.flat().some((l) => l.includes(':sent'))).toBe(true);
    const why = all(run)
      .flat()
      .flatMap((c) => c.votes.map((v) => v.why));
    expect(why).toContain('it voted for S4');
  });

  it('keeps pre-votes apart, about the term that they would begin, with the reason of a refusal', () => {
    const run = simulate(protocol, prevote.spec);
    const asked = all(run)
      .flat()
      .filter((c) => c.candidate === 'S5');
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every((c) => c.pre && c.term === 2)).toBe(true);
    expect(asked.flatMap((c) => c.votes.map((v) => v.why))).toContain('it hears a leader');
  });

  it('begins each question with no answers', () => {
    const run = simulate(protocol, prevote.spec);
    for (const note of run.trace.notes.filter((n) => n.id === 'asksFirst' && n.node === 'S5')) {
      const step = run.trace.columns.step[note.row] as number;
      const own = at(run, step).find((c) => c.candidate === 'S5');
      expect(own?.votes.filter((v) => v.answer !== 'none').map((v) => v.id)).toEqual(['S5']);
    }
  });

  it('asks only those who may vote', () => {
    const run = simulate(protocol, joint.spec);
    const first = all(run).find((cs) => cs.length > 0)?.[0];
    expect(first?.votes.map((v) => v.id)).toEqual(['S1', 'S2', 'S3']);
    expect(first && tallyText(first)).toBe('1, needs 2');
  });
});
