import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'unreadable-sector',
  title: 'A sector that cannot be read',
  claim: 'One bad sector costs more than what stood in it',
  notes:
    'At 220 ms the sector with the first note goes bad. K1 goes by its memory and works on; at the restart it cannot read the ' +
    'note, and, as it reads no further, has lost them all. The disk at least said so: a read error is the honest kind of damage.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 3 },
    variants: [],
    until: 350_000,
    inputs: [
      { at: 220_000, fault: { type: 'latentError', node: 'K1', record: 'notes[0]' } },
      { at: 250_000, fault: { type: 'crash', node: 'K1', until: 280_000 } },
    ],
  },
  violates: ['confirmed-kept', 'count-agrees'],
  order: 44,
};

export default scenario;
