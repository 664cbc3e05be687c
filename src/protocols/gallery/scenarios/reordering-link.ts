import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'reordering-link',
  title: 'A link that shuffles',
  claim: 'Messages need not arrive in the order they were sent',
  notes:
    'C1 waits 25 ms for an answer and then sends the next note. From 60 ms on about half of the messages from C1 to K1 are held ' +
    'back until one sent later has overtaken them. Every note arrives, in time and once; the list is out of order all the same. ' +
    'The words begin with the letters of the alphabet, so that you see it.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 25_000, patience: 25_000, latency: [8_000, 10_000], notes: 8 },
    variants: [],
    until: 300_000,
    inputs: [{ at: 60_000, fault: { type: 'link', from: 'C1', to: 'K1', reorder: 0.5 } }],
  },
  violates: ['stored-in-order'],
  order: 19,
};

export default scenario;
