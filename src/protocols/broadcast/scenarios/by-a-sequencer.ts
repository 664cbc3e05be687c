import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'by-a-sequencer',
  title: 'The same with a sequencer',
  claim: 'Whoever numbers all messages gives everybody the same sequence',
  notes:
    'P1 numbers every message as it comes to it, and everybody delivers by these numbers: the question is number 1, the ' +
    'answer number 2. Even P2 waits for the number of its own answer. The price is that everything passes through P1, and ' +
    'stops with it.',
  spec: {
    schema: 1,
    protocol: 'broadcast',
    seed: 1,
    nodes: {},
    params: { messages: 0, latency: [20_000, 20_000], order: 'total, sequencer' },
    variants: [],
    until: 250_000,
    inputs: [
      { at: 0, fault: { type: 'link', from: 'P1', to: 'P3', latency: [90_000, 90_000] } },
      { at: 10_000, node: 'P2', command: { type: 'answer', text: 'answer', to: 'question' } },
      { at: 20_000, node: 'P1', command: { type: 'broadcast', text: 'question' } },
    ],
  },
  violates: [],
  order: 4,
};

export default scenario;
