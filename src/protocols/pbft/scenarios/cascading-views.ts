import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'cascading-views',
  title: 'One view after another',
  claim: 'With each view that comes to nothing the replicas wait twice as long',
  notes:
    'Seven replicas bear two that fail. R1 is down and R2 plays dead, and nobody can tell the difference: they would be the primaries ' +
    'of views 1 and 2. The client hears nothing and asks everybody. The backups wait for one view timeout, ask for view 2, wait as long ' +
    'for its new-view, ask for view 3, and now would wait twice as long. R3 begins view 3; from then on clients ask R3 at once.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 7, client: 1 },
    params: { latency: [10_000, 10_000] },
    variants: [],
    until: 1300000,
    inputs: [
      { at: 5000, fault: { type: 'crash', node: 'R1' } },
      { at: 5000, fault: { type: 'byzantine', node: 'R2', behaviour: 'crash' } },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 1100000, node: 'C1', command: { type: 'write', key: 'x', value: 2 } },
    ],
  },
  violates: [],
  order: 8,
};

export default scenario;
