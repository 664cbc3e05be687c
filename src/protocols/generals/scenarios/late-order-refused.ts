import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'late-order-refused',
  title: 'An order that comes late, refused',
  claim: 'A loyal lieutenant refuses an order that comes with fewer signatures than there were rounds',
  notes:
    'The same second order as in the run before. L1 counts: it is round 2 and the order bears one signature. It refuses it, ' +
    'though it is genuine, and attacks as L2 does. L1 may know now that C1 is a traitor; what counts is that both do the ' +
    'same.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 2 },
    params: { latency: [10000, 10000], algorithm: 'SM' },
    variants: [],
    until: 160000,
    inputs: [
      {
        at: 0,
        fault: { type: 'byzantine', node: 'C1', behaviour: 'secondOrder', options: { to: 'L1', late: 65 } },
      },
    ],
  },
  violates: [],
  order: 23,
};

export default scenario;
