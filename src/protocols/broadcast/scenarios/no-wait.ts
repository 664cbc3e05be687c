import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'no-wait',
  title: 'Not waiting to hear from everybody',
  claim: 'The earliest that has come need not be the earliest there is',
  notes:
    'The question and its answer, ordered by timestamps, but a process delivers the earliest of what it has, at once. P3 ' +
    'has only the answer. The timestamps are right, and useless: that something earlier is on its way it could only know by ' +
    'waiting.',
  spec: {
    schema: 1,
    protocol: 'broadcast',
    seed: 1,
    nodes: {},
    params: { messages: 0, latency: [20_000, 20_000], order: 'total, timestamps' },
    variants: ['noWait'],
    until: 250_000,
    inputs: [
      { at: 0, fault: { type: 'link', from: 'P1', to: 'P3', latency: [90_000, 90_000] } },
      { at: 10_000, node: 'P2', command: { type: 'answer', text: 'answer', to: 'question' } },
      { at: 20_000, node: 'P1', command: { type: 'broadcast', text: 'question' } },
    ],
  },
  violates: ['causal-order', 'total-order'],
  order: 15,
};

export default scenario;
