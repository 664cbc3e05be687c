import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'both-values-kept',
  title: 'Both values kept',
  claim: 'A MV-Register shows what was written side by side, and lets somebody decide',
  notes:
    'R1 and R2 write without knowing of one another. Neither write saw the other, so both stay, side by side, in every copy. ' +
    'R3 sees both and writes “teal”: that replaces both, because it knows of both.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: { type: 'mv-register', replication: 'state', latency: [20_000, 30_000] },
    variants: [],
    until: 1_000_000,
    inputs: [
      { at: 100_000, node: 'R1', command: { type: 'write', value: 'blue' } },
      { at: 105_000, node: 'R2', command: { type: 'write', value: 'green' } },
      { at: 500_000, node: 'R3', command: { type: 'write', value: 'teal' } },
    ],
  },
  violates: [],
  order: 20,
};

export default scenario;
