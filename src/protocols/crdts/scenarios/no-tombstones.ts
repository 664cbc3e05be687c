import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'no-tombstones',
  title: 'A set without tombstones',
  claim: 'A summary of all that was seen is enough to know what was removed',
  notes:
    'The same story in an ORSWOT. R1 drops the dot of milk and keeps its summary of what it has seen. When it merges the old ' +
    'state of R2, it knows this dot and has it no more, so it was removed; the new dot of R2 it never saw, so it stays. ' +
    'Nothing is left of what was removed.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: { type: 'orswot', replication: 'state', latency: [20_000, 30_000] },
    variants: [],
    until: 1_300_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'add', element: 'milk' } },
      { at: 300_000, fault: { type: 'partition', groups: [['R1'], ['R2', 'R3']], until: 800_000 } },
      { at: 400_000, node: 'R1', command: { type: 'remove', element: 'milk' } },
      { at: 450_000, node: 'R2', command: { type: 'add', element: 'milk' } },
      { at: 550_000, node: 'R3', command: { type: 'add', element: 'tea' } },
    ],
  },
  violates: [],
  order: 14,
};

export default scenario;
