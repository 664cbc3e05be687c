import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'by-timestamps',
  title: 'The same by timestamps',
  claim: 'Without a sequencer, everybody has to hear from everybody',
  notes:
    'Every message bears a Lamport timestamp, and all deliver in the order of these. But what if something earlier is still ' +
    'on its way? A process delivers a message only once it has something later from everybody. That is why the question ' +
    'waits at P2 too, and why everybody acknowledges to all: six messages for each where a sequencer needs four.',
  spec: {
    schema: 1,
    protocol: 'broadcast',
    seed: 1,
    nodes: {},
    params: { messages: 0, latency: [20_000, 20_000], order: 'total, timestamps' },
    variants: [],
    until: 300_000,
    inputs: [
      { at: 0, fault: { type: 'link', from: 'P1', to: 'P3', latency: [90_000, 90_000] } },
      { at: 10_000, node: 'P2', command: { type: 'answer', text: 'answer', to: 'question' } },
      { at: 20_000, node: 'P1', command: { type: 'broadcast', text: 'question' } },
    ],
  },
  violates: [],
  order: 5,
};

export default scenario;
