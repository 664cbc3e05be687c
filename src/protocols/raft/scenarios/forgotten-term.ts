import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'forgotten-term',
  title: 'A forgotten term',
  claim: 'If a restart forgets the term, one term can have two leaders',
  notes:
    'S1 asks for votes in term 1; S2 and S3 vote for it. Then S3 crashes and restarts. Here a rule is broken on purpose: currentTerm is ' +
    'not kept on disk, so S3 is back in term 0, takes S5’s request for news of a later term, and votes again. S1 and S5 both lead term 1. ' +
    'That the term goes back and that S3 votes twice cannot be told apart from it: two leaders need a voter in common.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: { latency: [10_000, 14_000] },
    variants: ['volatileTerm'],
    until: 300_000,
    inputs: [
      { at: 0, fault: { type: 'drop', from: 'S1', to: 'S4' } },
      { at: 0, fault: { type: 'drop', from: 'S1', to: 'S5' } },
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      { at: 28_000, fault: { type: 'crash', node: 'S3', until: 60_000 } },
      {
        at: 42_000,
        fault: {
          type: 'partition',
          groups: [
            ['C1', 'S1', 'S2'],
            ['S3', 'S4', 'S5'],
          ],
        },
      },
      { at: 70_000, fire: { node: 'S5', timer: 'election' } },
    ],
  },
  violates: ['election-safety', 'term-monotone', 'one-vote-per-term'],
  order: 25,
};

export default scenario;
