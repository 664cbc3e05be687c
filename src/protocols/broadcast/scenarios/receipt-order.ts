import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'receipt-order',
  title: 'A sequencer nobody listens to',
  claim: 'Numbers make a total order only if everybody goes by them',
  notes:
    '“Tea” and “milk” again, with a sequencer, but messages are delivered as they come. P1 and P3 see different orders, and ' +
    'the numbers that the sequencer sends change nothing.',
  spec: {
    schema: 1,
    protocol: 'broadcast',
    seed: 1,
    nodes: {},
    params: { messages: 0, latency: [20_000, 20_000], order: 'total, sequencer' },
    variants: ['receiptOrder'],
    until: 200_000,
    inputs: [
      { at: 20_000, node: 'P1', command: { type: 'broadcast', text: 'tea' } },
      { at: 25_000, node: 'P3', command: { type: 'broadcast', text: 'milk' } },
    ],
  },
  violates: ['total-order'],
  order: 14,
};

export default scenario;
