import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'slow-answer',
  title: 'A slow answer',
  claim: 'A long delay is a warning: ask again',
  notes:
    'The first answer is held up for 80 ms. C1 does not use answers that took longer than 50 ms, and asks again; the second ' +
    'is quick. Had it used the first, its clock would now be 40 ms behind. Cristian called this probabilistic: ask until ' +
    'you are lucky.',
  spec: {
    schema: 1,
    protocol: 'timesync',
    seed: 1,
    nodes: { client: 1 },
    params: { polls: 0, latency: [20_000, 20_000], maxDelay: 50_000 },
    variants: [],
    until: 250_000,
    inputs: [
      { at: 10_000, fault: { type: 'delay', from: 'S1', to: 'C1', by: 80_000 } },
      { at: 20_000, node: 'C1', command: { type: 'ask' } },
      { at: 160_000, node: 'C1', command: { type: 'ask' } },
    ],
  },
  violates: [],
  order: 5,
};

export default scenario;
