import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'torn-write',
  title: 'A torn write',
  claim: 'A write of two records can be half done',
  notes:
    'To store a note K1 writes two records, its count and the note. The power fails between them: after the restart it counts two ' +
    'notes and has one. Nothing was confirmed yet, but the disk no longer agrees with itself. Journals exist so that such a write ' +
    'happens whole or not at all.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 3 },
    variants: [],
    until: 300_000,
    inputs: [{ at: 100_000, fault: { type: 'tornWrite', node: 'K1', kept: 1, until: 160_000 } }],
  },
  violates: ['count-agrees'],
  order: 39,
};

export default scenario;
