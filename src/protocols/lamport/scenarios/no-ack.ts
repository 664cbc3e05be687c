import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'no-ack',
  title: 'Not waiting for the others',
  claim: 'Who does not wait to hear from everybody cannot know that it comes first',
  notes:
    'With rule 5 (ii) broken a process takes the resource as soon as its own request leads its own queue. P2 requests and ' +
    'takes it at once. A moment later P1, which has not heard of that, requests too, with the same timestamp: it takes the ' +
    'resource as well, and it even comes first in the order. Acknowledgements are how a process learns that nothing earlier ' +
    'is on its way.',
  spec: {
    schema: 1,
    protocol: 'lamport',
    seed: 1,
    nodes: { process: 2 },
    params: { rounds: 0, latency: [20_000, 20_000], use: 60_000 },
    variants: ['noAck'],
    until: 250_000,
    inputs: [
      { at: 20_000, node: 'P2', command: { type: 'request' } },
      { at: 30_000, node: 'P1', command: { type: 'request' } },
    ],
  },
  violates: ['mutual-exclusion', 'granted-in-order'],
  order: 5,
};

export default scenario;
