import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'only-sender',
  title: 'A vector read in one place only',
  claim: 'The entry of the sender alone is no more than FIFO',
  notes:
    'The question and its answer again, in causal order with a rule broken: P3 compares only the entry of the sender. The ' +
    'answer is the first message of P2, so that entry is as it should be. That P2 had seen a message of P1 stands in ' +
    'another entry, which nobody reads.',
  spec: {
    schema: 1,
    protocol: 'broadcast',
    seed: 1,
    nodes: {},
    params: { messages: 0, latency: [20_000, 20_000], order: 'causal' },
    variants: ['onlySender'],
    until: 250_000,
    inputs: [
      { at: 0, fault: { type: 'link', from: 'P1', to: 'P3', latency: [90_000, 90_000] } },
      { at: 10_000, node: 'P2', command: { type: 'answer', text: 'answer', to: 'question' } },
      { at: 20_000, node: 'P1', command: { type: 'broadcast', text: 'question' } },
    ],
  },
  violates: ['causal-order'],
  order: 13,
};

export default scenario;
