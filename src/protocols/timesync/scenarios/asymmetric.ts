import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'asymmetric',
  title: 'An error that nobody can see',
  claim: 'A longer way there looks exactly like a clock that is behind',
  notes:
    'C1’s clock is right to begin with. The way to the server takes 45 ms, the way back 5. θ comes out as 20, δ as 50: C1 ' +
    'sets its clock 20 ms too far ahead. Everything it can measure is the same as if it had been 20 ms behind with equal ' +
    'delays. Half the difference of the two ways is an error that no number of questions will show.',
  spec: {
    schema: 1,
    protocol: 'timesync',
    seed: 1,
    nodes: { client: 1 },
    params: { polls: 0, latency: [20_000, 20_000] },
    variants: [],
    until: 150_000,
    inputs: [
      { at: 0, fault: { type: 'link', from: 'C1', to: 'S1', latency: [45_000, 45_000] } },
      { at: 0, fault: { type: 'link', from: 'S1', to: 'C1', latency: [5_000, 5_000] } },
      { at: 20_000, node: 'C1', command: { type: 'ask' } },
      { at: 80_000, node: 'C1', command: { type: 'ask' } },
    ],
  },
  violates: [],
  order: 2,
};

export default scenario;
