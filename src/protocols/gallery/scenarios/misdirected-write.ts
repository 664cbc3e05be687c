import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'misdirected-write',
  title: 'A write to the wrong place',
  claim: 'A write that goes astray destroys something else',
  notes:
    'The disk puts the third note in the place of another and says “stored”. After the restart one note is gone and another ' +
    'stands where it does not belong. Here nobody checks what is read. A checksum of the record alone would not notice: the ' +
    'record is whole, only its place is wrong.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 4,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 3, diskChecksums: false },
    variants: [],
    until: 350_000,
    inputs: [
      { at: 170_000, fault: { type: 'misdirectedWrite', node: 'K1' } },
      { at: 250_000, fault: { type: 'crash', node: 'K1', until: 280_000 } },
    ],
  },
  violates: ['confirmed-kept', 'count-agrees'],
  order: 40,
};

export default scenario;
