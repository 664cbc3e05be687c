import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'operations-applied-twice',
  title: 'Operations without memory',
  claim: 'An operation that is applied twice counts twice',
  notes:
    'The same run with replicas that do not remember what they have applied. The network delivers R1’s second operation to R3 ' +
    'twice, and R3 is 4 ahead for good: no later exchange finds anything missing. Any operation that commutes is not yet a ' +
    'CRDT; it must also be delivered exactly once.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: { type: 'pn-counter', replication: 'operations', latency: [20_000, 30_000] },
    variants: ['noDedup'],
    until: 1_000_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'increment', by: 3 } },
      { at: 90_000, fault: { type: 'drop', from: 'R1', to: 'R2', nth: 1 } },
      { at: 90_000, fault: { type: 'duplicate', from: 'R1', to: 'R3', nth: 1, by: 8000 } },
      { at: 100_000, node: 'R1', command: { type: 'increment', by: 4 } },
      { at: 330_000, node: 'R2', command: { type: 'decrement', by: 2 } },
    ],
  },
  violates: ['strong-convergence', 'specification'],
  order: 8,
};

export default scenario;
