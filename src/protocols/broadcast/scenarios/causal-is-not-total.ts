import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'causal-is-not-total',
  title: 'Causal is not total',
  claim: 'What is concurrent may be delivered in different orders',
  notes:
    'P1 says “tea” while P3 says “milk”; neither knows of the other. P1 delivers its own first, P3 its own first, and ' +
    'causal order has nothing against it. If the two were writes to a copy of the same cup, the copies would now differ for ' +
    'ever: for that one needs total order.',
  spec: {
    schema: 1,
    protocol: 'broadcast',
    seed: 1,
    nodes: {},
    params: { messages: 0, latency: [20_000, 20_000], order: 'causal', judged: 'total' },
    variants: [],
    until: 200_000,
    inputs: [
      { at: 20_000, node: 'P1', command: { type: 'broadcast', text: 'tea' } },
      { at: 25_000, node: 'P3', command: { type: 'broadcast', text: 'milk' } },
    ],
  },
  violates: ['total-order'],
  order: 8,
};

export default scenario;
