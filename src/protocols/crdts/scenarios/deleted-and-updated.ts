import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'deleted-and-updated',
  title: 'Deleted here, updated there',
  claim: 'Who deletes takes away what they saw, and not what somebody adds at the same time',
  notes:
    'All three have 2 milk. R1 deletes it while R2, cut off, adds one more. After the merge there is 1 milk: the delete took ' +
    'the part that R1 had seen, and the part that it had not seen keeps the key alive. A map whose delete took everything ' +
    'would have thrown away what R2 did.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: { type: 'or-map', replication: 'state', latency: [20_000, 30_000] },
    variants: [],
    until: 1_400_000,
    inputs: [
      { at: 60_000, node: 'R1', command: { type: 'item', key: 'milk', by: 2, note: 'organic' } },
      { at: 300_000, fault: { type: 'partition', groups: [['R1', 'R3'], ['R2']], until: 800_000 } },
      { at: 400_000, node: 'R1', command: { type: 'delete', key: 'milk' } },
      { at: 500_000, node: 'R2', command: { type: 'item', key: 'milk', by: 1 } },
    ],
  },
  violates: [],
  order: 2,
};

export default scenario;
