import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'lossy-link',
  title: 'A lossy link',
  claim: 'What a link loses is gone, and the receiver cannot tell',
  notes:
    'From 100 to 400 ms about half of what C1 sends to K1 is lost on the way. K1 has what came and cannot know that anything is ' +
    'missing, unless it looks at the numbers. C1 waits for confirmations that nobody will send, and after 100 ms gives each of ' +
    'these notes up.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 10,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 7 },
    variants: [],
    until: 500_000,
    inputs: [{ at: 100_000, fault: { type: 'link', from: 'C1', to: 'K1', loss: 0.5, until: 400_000 } }],
  },
  violates: ['answered-in-time'],
  order: 17,
};

export default scenario;
