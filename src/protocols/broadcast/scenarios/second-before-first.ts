import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'second-before-first',
  title: 'The second before the first',
  claim: 'Best effort keeps no order, even of one sender',
  notes:
    'Links do not keep order here. P1 broadcasts two messages, 10 ms apart; on the way to P3 the first takes longer, and P3 ' +
    'delivers the second first. With FIFO it would hold the second back: the number on it says that one is missing.',
  spec: {
    schema: 1,
    protocol: 'broadcast',
    seed: 1,
    nodes: {},
    params: { messages: 0, latency: [20_000, 20_000], order: 'best effort', judged: 'FIFO', fifo: false },
    variants: [],
    until: 200_000,
    inputs: [
      { at: 15_000, fault: { type: 'delay', from: 'P1', to: 'P3', by: 40_000 } },
      { at: 20_000, node: 'P1', command: { type: 'broadcast', text: 'first' } },
      { at: 30_000, node: 'P1', command: { type: 'broadcast', text: 'second' } },
    ],
  },
  violates: ['fifo-order'],
  order: 7,
};

export default scenario;
