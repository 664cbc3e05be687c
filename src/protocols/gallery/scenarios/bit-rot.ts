import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'bit-rot',
  title: 'Bit rot',
  claim: 'Stored data can change by itself, and be believed',
  notes:
    'At 220 ms a bit of the second note flips on the disk of K1. Nothing happens until K1 reads its disk at the restart: without ' +
    'checksums it takes the false word for the true one. Long-kept data that nobody reads rots unseen.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 17,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 3, diskChecksums: false },
    variants: [],
    until: 350_000,
    inputs: [
      { at: 220_000, fault: { type: 'bitRot', node: 'K1', record: 'notes[1]' } },
      { at: 250_000, fault: { type: 'crash', node: 'K1', until: 280_000 } },
    ],
  },
  violates: ['only-what-was-sent'],
  order: 42,
};

export default scenario;
