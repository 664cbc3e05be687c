import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'crash-and-restart',
  title: 'Crash and restart',
  claim: 'A restart brings back what was on disk, and nothing else',
  notes:
    'K2 crashes at 200 ms and restarts at 400 ms from its disk: the two notes it had confirmed are there. What was sent to it in ' +
    'between is lost: the third and fourth note never reach it, and nothing tells it that it missed any.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 2 },
    params: {},
    variants: [],
    until: 600_000,
    inputs: [{ at: 200_000, fault: { type: 'crash', node: 'K2', until: 400_000 } }],
  },
  violates: [],
  order: 3,
};

export default scenario;
