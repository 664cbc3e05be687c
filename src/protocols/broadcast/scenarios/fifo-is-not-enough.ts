import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'fifo-is-not-enough',
  title: 'The same under FIFO',
  claim: 'FIFO orders the messages of one sender, and says nothing about two',
  notes:
    'The same question, the same slow link, now with FIFO: every message bears a number, and nobody delivers message 2 of a ' +
    'sender before its message 1. Question and answer are the first messages of two different senders, so each is delivered ' +
    'as soon as it comes.',
  spec: {
    schema: 1,
    protocol: 'broadcast',
    seed: 1,
    nodes: {},
    params: { messages: 0, latency: [20_000, 20_000], order: 'FIFO', judged: 'causal' },
    variants: [],
    until: 250_000,
    inputs: [
      { at: 0, fault: { type: 'link', from: 'P1', to: 'P3', latency: [90_000, 90_000] } },
      { at: 10_000, node: 'P2', command: { type: 'answer', text: 'answer', to: 'question' } },
      { at: 20_000, node: 'P1', command: { type: 'broadcast', text: 'question' } },
    ],
  },
  violates: ['causal-order'],
  order: 2,
};

export default scenario;
