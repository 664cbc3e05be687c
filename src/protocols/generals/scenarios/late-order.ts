import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'late-order',
  title: 'An order that comes late',
  claim: 'An order with one signature must not count in the second round',
  notes:
    'C1 orders both to attack, and signs a second order for L1, retreat, which comes when the last round is nearly over. L1 ' +
    'takes it and passes it on, but L2 has decided by then. That is why an order with k signatures counts only until round ' +
    'k is over: then there is always time to pass it on.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 2 },
    params: { latency: [10000, 10000], algorithm: 'SM' },
    variants: ['lateOrders'],
    until: 160000,
    inputs: [
      {
        at: 0,
        fault: { type: 'byzantine', node: 'C1', behaviour: 'secondOrder', options: { to: 'L1', late: 65 } },
      },
    ],
  },
  violates: ['ic1'],
  order: 22,
};

export default scenario;
