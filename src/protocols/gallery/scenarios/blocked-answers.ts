import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'blocked-answers',
  title: 'Only the answers are lost',
  claim: 'Without an answer, done and not done look the same',
  notes:
    'From 100 to 260 ms nothing gets from K1 to C1. The notes of that time arrive and are stored, their confirmations are lost, ' +
    'and C1 gives the notes up. It sees what it would see if the notes had been lost: it cannot know which, and to send again ' +
    'would store them twice.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 5 },
    variants: [],
    until: 400_000,
    inputs: [{ at: 100_000, fault: { type: 'block', from: 'K1', to: 'C1', until: 260_000 } }],
  },
  violates: ['answered-in-time'],
  order: 15,
};

export default scenario;
