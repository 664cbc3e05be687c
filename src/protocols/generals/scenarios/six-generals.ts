import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'six-generals',
  title: 'Two traitors of six',
  claim: 'OM(2) among six generals is worse than OM(1): n must be more than 3m',
  notes:
    'Six generals run OM(2) as if a third of them could be traitors, and L4 and L5 are. C1 is loyal and orders: attack. ' +
    'Look at the tree of L1: what L2 was told is believed only if most of four agree, and two of them lie, so even the ' +
    'words of loyal lieutenants turn into RETREAT. Without the broken rule they run OM(1), which these two traitors cannot ' +
    'turn.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 5 },
    params: { latency: [10000, 10000] },
    variants: ['n3m'],
    until: 220000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'L4', behaviour: 'flips' } },
      { at: 0, fault: { type: 'byzantine', node: 'L5', behaviour: 'flips' } },
    ],
  },
  violates: ['ic2'],
  order: 7,
};

export default scenario;
