import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'corrupted-and-noticed',
  title: 'One note is damaged, and has a checksum',
  claim: 'With a checksum a damaged message is as good as lost',
  notes:
    'A bit of the second note flips on the way. Its checksum no longer fits, so K1 throws it away unread. That is all a checksum ' +
    'does: it makes damage into loss, which protocols know how to deal with.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 3, checksums: true },
    variants: [],
    until: 300_000,
    inputs: [{ at: 100_000, fault: { type: 'corrupt', from: 'C1', to: 'K1' } }],
  },
  violates: ['answered-in-time'],
  order: 27,
};

export default scenario;
