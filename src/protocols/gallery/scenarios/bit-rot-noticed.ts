import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'bit-rot-noticed',
  title: 'Bit rot, and a checksum',
  claim: 'A checksum notices rot and repairs nothing',
  notes:
    'A bit of the second note flips on a disk with checksums. At the restart K1 cannot read the second note and reads no ' +
    'further, so it loses the third with it, which was sound. A damaged record in the middle is not the end of a log: to cut ' +
    'there discards what others were promised.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 17,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 3, diskChecksums: true },
    variants: [],
    until: 350_000,
    inputs: [
      { at: 220_000, fault: { type: 'bitRot', node: 'K1', record: 'notes[1]' } },
      { at: 250_000, fault: { type: 'crash', node: 'K1', until: 280_000 } },
    ],
  },
  violates: ['confirmed-kept', 'count-agrees'],
  order: 43,
};

export default scenario;
