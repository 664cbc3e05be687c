import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'dawdler',
  title: 'Words that come too late',
  claim: 'A traitor that speaks too late is taken for one that says nothing',
  notes:
    'L3 says what is right, 40 ms late. When the round is over, its word counts as RETREAT; when it comes, nobody listens ' +
    'any more. To be in time for one and too late for another would help it no more: that is only one more way of telling ' +
    'them different things.',
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
  order: 24,
};

export default scenario;
