import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'counter-merged-by-adding',
  title: 'A counter merged by adding',
  claim: 'Whoever merges counters by adding counts the same thing twice',
  notes:
    'R1 counts one visitor. R2 merges its state and shows 1, which looks right. Then R1 sends the same state again, and R2 ' +
    'shows 2. A merge must be idempotent: networks repeat themselves. Without the variant the second merge changes nothing.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 2 },
    params: {
      type: 'g-counter',
      replication: 'state',
      sync: 'by command',
      eager: false,
      latency: [20_000, 20_000],
    },
    variants: ['addedCounts'],
    until: 500_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'increment', by: 1 } },
      { at: 150_000, node: 'R1', command: { type: 'merge', into: 'R2' } },
      { at: 300_000, node: 'R1', command: { type: 'merge', into: 'R2' } },
    ],
  },
  violates: ['strong-convergence', 'specification', 'merge-idempotent'],
  order: 5,
};

export default scenario;
