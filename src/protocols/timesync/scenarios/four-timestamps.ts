import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'four-timestamps',
  title: 'Four timestamps',
  claim: 'If both ways take equally long, one question is enough',
  notes:
    'C1 is 40 ms behind. It asks at 10 by its own clock (t1); the server notes 70 (t2), works for 6 ms, and answers at 76 ' +
    '(t3); the answer comes at 56 by C1’s clock (t4). θ = ((70 − 10) + (76 − 56)) / 2 = 40: the server is 40 ms ahead. δ = ' +
    '(56 − 10) − (76 − 70) = 40. C1 sets its clock, and is exactly right, though all it may claim is 20 ms either way.',
  spec: {
    schema: 1,
    protocol: 'timesync',
    seed: 1,
    nodes: { client: 1 },
    params: { polls: 0, latency: [20_000, 20_000], work: 6_000 },
    variants: [],
    until: 150_000,
    inputs: [
      { at: 0, fault: { type: 'clock', node: 'C1', offset: -40_000 } },
      { at: 50_000, node: 'C1', command: { type: 'ask' } },
    ],
  },
  violates: [],
  order: 1,
};

export default scenario;
