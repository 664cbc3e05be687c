import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'removed-for-ever',
  title: 'Removed for ever',
  claim: 'In a 2P-Set what was removed can never return',
  notes:
    'R1 adds milk, R2 removes it, R1 wants it again: refused. The element stands among the removed ones for good, because a ' +
    'merge that takes it out again could not tell an old state from a new wish. If you need things to return, each addition ' +
    'needs a name of its own: an OR-Set.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: { type: '2p-set', replication: 'state', latency: [20_000, 30_000] },
    variants: [],
    until: 900_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'add', element: 'milk' } },
      { at: 200_000, node: 'R2', command: { type: 'remove', element: 'milk' } },
      { at: 400_000, node: 'R1', command: { type: 'add', element: 'milk' } },
      { at: 500_000, node: 'R1', command: { type: 'add', element: 'tea' } },
    ],
  },
  violates: [],
  order: 10,
};

export default scenario;
