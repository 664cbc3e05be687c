import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'crash-and-restart',
  title: 'A replica that crashes',
  claim: 'What a replica has on its disk it still has, and the others bring the rest',
  notes:
    'R2 crashes and misses two increments. It restarts from its own copy, counts on in its own entry, and merges what the ' +
    'others have. Nobody waited for it.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: { type: 'pn-counter', replication: 'deltas', latency: [20_000, 30_000] },
    variants: [],
    until: 1_500_000,
    inputs: [
      { at: 50_000, node: 'R2', command: { type: 'increment', by: 5 } },
      { at: 250_000, fault: { type: 'crash', node: 'R2', until: 700_000 } },
      { at: 300_000, node: 'R1', command: { type: 'increment', by: 2 } },
      { at: 400_000, node: 'R3', command: { type: 'decrement', by: 1 } },
      { at: 800_000, node: 'R2', command: { type: 'increment', by: 1 } },
    ],
  },
  violates: [],
  order: 35,
};

export default scenario;
