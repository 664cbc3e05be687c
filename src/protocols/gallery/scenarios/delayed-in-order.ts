import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'delayed-in-order',
  title: 'The same delay where links keep order',
  claim: 'Where links keep order, one late message holds up all behind it',
  notes:
    'The delay of “One note is delayed”, on links that keep order as TCP does. C1 gives the late note up and sends the third, ' +
    'which waits behind it: the order holds, and the third note is late too, with no fault of its own. This is called ' +
    'head-of-line blocking.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 25_000, patience: 25_000, latency: [8_000, 10_000], notes: 4, fifo: true },
    variants: [],
    until: 200_000,
    inputs: [{ at: 40_000, fault: { type: 'delay', from: 'C1', to: 'K1', by: 32_000 } }],
  },
  violates: [],
  order: 24,
};

export default scenario;
