import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'alice-bob-carol',
  title: 'Alice posts, Bob replies, Carol did not know',
  claim: 'A vector tells a reply from a coincidence',
  notes:
    'Alice (A1) posts “lunch?”. Bob (B1) has read it when he posts “at noon”: his vector holds hers, so his post comes ' +
    'after. Carol (C1) posts “ill today” before either has reached her. Her vector knows nothing of theirs and theirs ' +
    'nothing of hers: neither is less, and every board says so. No clock on the wall could have told you that; it would ' +
    'have put the three in some order.',
  spec: {
    schema: 1,
    protocol: 'vectors',
    seed: 1,
    nodes: {},
    params: { posts: 0, latency: [20_000, 20_000] },
    variants: [],
    until: 150_000,
    inputs: [
      { at: 10_000, node: 'A1', command: { type: 'post', text: 'lunch?' } },
      { at: 20_000, node: 'C1', command: { type: 'post', text: 'ill today' } },
      { at: 35_000, node: 'B1', command: { type: 'answer', text: 'at noon', to: 'lunch?' } },
    ],
  },
  violates: [],
  order: 1,
};

export default scenario;
