import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'operations-that-wait',
  title: 'Operations that wait',
  claim: 'An operation that comes too early is held back until it can be applied',
  notes:
    'R1 adds milk, R2 sees it and removes it. The add takes long to R3, so the remove is there first. R3 holds it back: it ' +
    'was made after an operation that has not come. Then both are applied, in order, and milk is gone everywhere.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: { type: 'or-set', replication: 'operations', sync: 'by command', latency: [20_000, 30_000] },
    variants: [],
    until: 500_000,
    inputs: [
      { at: 90_000, fault: { type: 'delay', from: 'R1', to: 'R3', nth: 1, by: 120_000 } },
      { at: 100_000, node: 'R1', command: { type: 'add', element: 'milk' } },
      { at: 160_000, node: 'R2', command: { type: 'remove', element: 'milk' } },
    ],
  },
  violates: [],
  order: 30,
};

export default scenario;
