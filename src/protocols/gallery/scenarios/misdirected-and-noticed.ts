import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'misdirected-and-noticed',
  title: 'A write to the wrong place, and a checksum',
  claim: 'A checksum that covers the place notices a misdirected write, and brings nothing back',
  notes:
    'The third note lands in the place of another, on a disk whose checksums cover the address as well. At the restart K1 finds a ' +
    'record that does not belong where it is, and reads no further: it knows that something is wrong, and has lost what stood ' +
    'there and behind. To get it back takes another copy.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 4,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 3, diskChecksums: true },
    variants: [],
    until: 350_000,
    inputs: [
      { at: 170_000, fault: { type: 'misdirectedWrite', node: 'K1' } },
      { at: 250_000, fault: { type: 'crash', node: 'K1', until: 280_000 } },
    ],
  },
  violates: ['confirmed-kept', 'count-agrees'],
  order: 41,
};

export default scenario;
