import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'liar-that-votes-for-all',
  title: 'A liar among the voters',
  claim: 'One server that lies is enough to give a term two leaders',
  notes:
    'S1 and S5 stand for the same term. S2 hears S1 first and votes for it, S4 hears S5 first and votes for it: two votes of five each, their own included, and S3 ' +
    'decides. S3 is Byzantine: it grants whatever it is asked for, so both win. Raft assumes that servers fail by stopping; take the liar away and one ' +
    'of the two loses.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: { latency: [10_000, 14_000] },
    variants: [],
    until: 300_000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'S3', behaviour: 'votesForAll' } },
      {
        at: 20_000,
        fault: {
          type: 'partial',
          links: [
            ['S1', 'S4'],
            ['S2', 'S5'],
            ['S1', 'S5'],
          ],
          until: 70_000,
        },
      },
      { at: 30_000, fire: { node: 'S1', timer: 'election' } },
      { at: 30_000, fire: { node: 'S5', timer: 'election' } },
    ],
  },
  violates: ['election-safety'],
  order: 40,
};

export default scenario;
