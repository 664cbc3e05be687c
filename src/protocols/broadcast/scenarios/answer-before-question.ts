import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'answer-before-question',
  title: 'The answer before the question',
  claim: 'Without order, a message may arrive before the one that caused it',
  notes:
    'P1 broadcasts a question. It is slow on its way to P3. P2 has it at once and broadcasts an answer, and this reaches P3 ' +
    'first: P3 reads an answer to something it has never heard of. No link has done anything wrong; each kept its own ' +
    'order. Nothing here keeps order between links. The next runs give the same messages to the other orders.',
  spec: {
    schema: 1,
    protocol: 'broadcast',
    seed: 1,
    nodes: {},
    params: { messages: 0, latency: [20_000, 20_000], order: 'best effort', judged: 'causal' },
    variants: [],
    until: 250_000,
    inputs: [
      { at: 0, fault: { type: 'link', from: 'P1', to: 'P3', latency: [90_000, 90_000] } },
      { at: 10_000, node: 'P2', command: { type: 'answer', text: 'answer', to: 'question' } },
      { at: 20_000, node: 'P1', command: { type: 'broadcast', text: 'question' } },
    ],
  },
  violates: ['causal-order'],
  order: 1,
};

export default scenario;
