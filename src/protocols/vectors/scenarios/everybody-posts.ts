import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'everybody-posts',
  title: 'Everybody posts',
  claim: 'Concurrency is found by whoever reads both',
  notes:
    'All three post once, at random moments. Which posts are concurrent depends on what had arrived when each was written. ' +
    'Pick two events and ask how they stand to each other: the lab works it out from messages alone, and the vectors agree.',
  spec: {
    schema: 1,
    protocol: 'vectors',
    seed: 1,
    nodes: {},
    params: {},
    variants: [],
    until: 300_000,
    inputs: [],
  },
  violates: [],
  order: 3,
};

export default scenario;
