import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'everybody-posts',
  title: 'Everybody posts',
  claim: 'Concurrency is found by whoever reads both',
  notes:
    'All three post once, at random moments. Which posts are concurrent depends on what had arrived when each was written. ' +
    'Mark an event (key o) and go to another: the lab works out from messages alone how they stand to each other, and the vectors agree.',
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
