import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'last-writer-wins',
  title: 'The last writer wins',
  claim: 'Copies of a LWW-Register are equal in the end, and one of two writes is gone without a word',
  notes:
    'R1 writes “blue” and R2 “green”, neither knowing of the other. Both writes have Lamport time 1, so the greater replica ' +
    'wins: everybody shows “green”. The copies agree. That somebody wrote “blue”, and was told it was done, is nowhere to be ' +
    'seen any more.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: { type: 'lww-register', replication: 'state', latency: [20_000, 30_000] },
    variants: [],
    until: 700_000,
    inputs: [
      { at: 100_000, node: 'R1', command: { type: 'write', value: 'blue' } },
      { at: 105_000, node: 'R2', command: { type: 'write', value: 'green' } },
    ],
  },
  violates: [],
  order: 16,
};

export default scenario;
