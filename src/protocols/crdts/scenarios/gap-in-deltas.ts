import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'gap-in-deltas',
  title: 'A gap in the deltas',
  claim: 'Who takes a lost delta for received leaves a hole that nothing fills',
  notes:
    'The same run, but what was sent counts as received. R2 gets the milk that R1 adds last, and never the second tea. Each copy is ' +
    'a sound state; it is just one that nobody was ever in.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 2 },
    params: { type: 'or-map', replication: 'deltas', latency: [20_000, 30_000] },
    variants: ['deltaGaps'],
    until: 1_000_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'item', key: 'tea', by: 1 } },
      { at: 150_000, fault: { type: 'drop', from: 'R1', to: 'R2', nth: 1 } },
      { at: 160_000, node: 'R1', command: { type: 'item', key: 'tea', by: 1, note: 'green' } },
      { at: 300_000, node: 'R2', command: { type: 'item', key: 'jam', by: 1 } },
      { at: 460_000, node: 'R1', command: { type: 'item', key: 'milk', by: 1 } },
    ],
  },
  violates: ['causally-closed'],
  order: 33,
};

export default scenario;
