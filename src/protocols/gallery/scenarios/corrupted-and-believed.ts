import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'corrupted-and-believed',
  title: 'One note is damaged, and has no checksum',
  claim: 'Without a checksum damage is taken for truth',
  notes:
    'A bit of the second note flips on the way, and messages carry no checksums. K1 stores a word that nobody sent and confirms ' +
    'it; C1 is content. A checksum helps against accidents only: whoever means to deceive computes a new one, and it takes a ' +
    'signature to stop that.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 3, checksums: false },
    variants: [],
    until: 300_000,
    inputs: [{ at: 100_000, fault: { type: 'corrupt', from: 'C1', to: 'K1' } }],
  },
  violates: ['only-what-was-sent'],
  order: 28,
};

export default scenario;
