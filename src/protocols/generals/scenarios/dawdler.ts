import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'dawdler',
  title: 'Words that come too late',
  claim: 'A traitor that speaks too late is taken for one that says nothing',
  notes:
    'L3 says what is right, 40 ms late. When the round is over, its word counts as RETREAT; when it comes, nobody listens ' +
    'any more. A word must not count for some and not for others: so all stop at the same hour.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 3 },
    params: { latency: [10000, 10000] },
    variants: [],
    until: 160000,
    inputs: [{ at: 0, fault: { type: 'byzantine', node: 'L3', behaviour: 'late', options: { by: 40 } } }],
  },
  violates: [],
  order: 23,
};

export default scenario;
