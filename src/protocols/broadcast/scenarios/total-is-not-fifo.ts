import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'total-is-not-fifo',
  title: 'Total is not FIFO',
  claim: 'The same order for all may be the wrong one for all',
  notes:
    'Links do not keep order. P2 broadcasts two messages, and the second comes to the sequencer first: it becomes number 1. ' +
    'Everybody delivers the same sequence, and in all of them the second stands before the first. Total order promises ' +
    'agreement and nothing else; FIFO and causal order have to be added.',
  spec: {
    schema: 1,
    protocol: 'broadcast',
    seed: 1,
    nodes: {},
    params: {
      messages: 0,
      latency: [20_000, 20_000],
      order: 'total, sequencer',
      judged: 'FIFO',
      fifo: false,
    },
    variants: [],
    until: 250_000,
    inputs: [
      { at: 15_000, fault: { type: 'delay', from: 'P2', to: 'P1', by: 40_000 } },
      { at: 20_000, node: 'P2', command: { type: 'broadcast', text: 'first' } },
      { at: 30_000, node: 'P2', command: { type: 'broadcast', text: 'second' } },
    ],
  },
  violates: ['fifo-order'],
  order: 9,
};

export default scenario;
