import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'slow-road',
  title: 'One slow road',
  claim: 'Where a message may take longer than a round, loyal generals break both promises by themselves',
  notes:
    'There is no traitor. All that goes to L1 takes 60 ms, longer than a round of 40. L1 has heard nothing when the rounds ' +
    'are over, takes all of it for RETREAT, and retreats alone. The words do arrive, too late to count. The algorithm needs ' +
    'a bound on delays that holds: a synchronous network.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 3 },
    params: { latency: [10000, 10000] },
    variants: [],
    until: 160000,
    inputs: [{ at: 0, fault: { type: 'link', from: '*', to: 'L1', latency: [60000, 60000] } }],
  },
  violates: ['ic1', 'ic2'],
  order: 13,
};

export default scenario;
