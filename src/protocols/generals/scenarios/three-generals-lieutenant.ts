import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'three-generals-lieutenant',
  title: 'Three generals: L2 is the traitor',
  claim: 'Among three generals a single traitor is enough: L1 does not obey a loyal commander',
  notes:
    'C1 is loyal and orders: attack. L2 tells L1 that C1 said retreat. L1 has one word for each order and no majority, so ' +
    'it falls back on RETREAT, and IC2 is broken. Now look at the tree of L1, and open the next run: there L1 hears the ' +
    'very same words at the very same times, and the traitor is C1.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 2 },
    params: { latency: [10000, 10000], m: '1' },
    variants: [],
    until: 160000,
    inputs: [{ at: 0, fault: { type: 'byzantine', node: 'L2', behaviour: 'flips' } }],
  },
  violates: ['ic2'],
  order: 3,
};

export default scenario;
