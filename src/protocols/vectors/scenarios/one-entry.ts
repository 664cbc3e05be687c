import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'one-entry',
  title: 'One number for all',
  claim: 'With one entry for all, everything looks ordered',
  notes:
    'All three count in the same entry: this is a Lamport clock. Whatever happened before still has the smaller number. But ' +
    'Carol’s post at [1] now seems to come before Bob’s reply at [2], though neither knew of the other. Order survives, ' +
    'concurrency cannot be seen.',
  spec: {
    schema: 1,
    protocol: 'vectors',
    seed: 1,
    nodes: {},
    params: { posts: 0, latency: [20_000, 20_000] },
    variants: ['scalar'],
    until: 150_000,
    inputs: [
      { at: 5_000, node: 'B1', command: { type: 'answer', text: 'at noon', to: 'lunch?' } },
      { at: 10_000, node: 'A1', command: { type: 'post', text: 'lunch?' } },
      { at: 20_000, node: 'C1', command: { type: 'post', text: 'ill today' } },
    ],
  },
  violates: ['strong-clock-condition'],
  order: 6,
};

export default scenario;
