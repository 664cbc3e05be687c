import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'one-crash-blocks',
  title: 'One crash blocks all',
  claim: 'Who needs to hear from everybody waits for whoever is gone',
  notes:
    'P3 wants nothing; it crashes all the same. Now P1 requests. P2 acknowledges, P3 does not, and P1 cannot know that P3 ' +
    'will not come with an earlier request: it waits for ever. The paper says as much of its own algorithm. Nothing goes ' +
    'wrong, and nothing goes on.',
  spec: {
    schema: 1,
    protocol: 'lamport',
    seed: 1,
    nodes: {},
    params: { rounds: 0, latency: [20_000, 20_000], patience: 150_000 },
    variants: [],
    until: 350_000,
    inputs: [
      { at: 30_000, fault: { type: 'crash', node: 'P3' } },
      { at: 60_000, node: 'P1', command: { type: 'request' } },
    ],
  },
  violates: ['granted-in-time'],
  order: 9,
};

export default scenario;
