import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'causal-holds-back',
  title: 'The same under causal order',
  claim: 'A message waits until everything has come that its sender had seen',
  notes:
    'The answer bears a vector: P2 had delivered one message of P1 when it sent it. P3 has delivered none, so it holds the ' +
    'answer back, and can say for what: message 1 of P1. When the question comes both are delivered, in order. Nobody waits ' +
    'for anything that could not have been a cause.',
  spec: {
    schema: 1,
    protocol: 'broadcast',
    seed: 1,
    nodes: {},
    params: { messages: 0, latency: [20_000, 20_000], order: 'causal' },
    variants: [],
    until: 250_000,
    inputs: [
      { at: 0, fault: { type: 'link', from: 'P1', to: 'P3', latency: [90_000, 90_000] } },
      { at: 10_000, node: 'P2', command: { type: 'answer', text: 'answer', to: 'question' } },
      { at: 20_000, node: 'P1', command: { type: 'broadcast', text: 'question' } },
    ],
  },
  violates: [],
  order: 3,
};

export default scenario;
