import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'two-at-once',
  title: 'Two snapshots at once',
  claim: 'Two snapshots may cross, and neither disturbs the other',
  notes:
    'P1 and P3 each begin one at the same time. The markers bear the name of their snapshot, and each process keeps two ' +
    'records. The cuts differ, and both add up to 30.',
  spec: {
    schema: 1,
    protocol: 'snapshot',
    seed: 1,
    nodes: {},
    params: { snapshotAt: 0 },
    variants: [],
    until: 400_000,
    inputs: [
      { at: 70_000, node: 'P1', command: { type: 'snapshot' } },
      { at: 70_000, node: 'P3', command: { type: 'snapshot' } },
    ],
  },
  violates: [],
  order: 4,
};

export default scenario;
