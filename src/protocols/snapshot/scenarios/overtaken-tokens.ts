import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'overtaken-tokens',
  title: 'The marker overtakes tokens',
  claim: 'What a marker overtakes is in no channel and in nobody’s hands',
  notes:
    'The other way round: P1 gives 4 tokens, which are slow, and then begins. The marker overtakes them. P2 writes down 10 ' +
    'and takes the channel for empty; P1 wrote down 6. The cut is consistent, for nothing was received that was not sent, ' +
    'and still four tokens are nowhere in it.',
  spec: {
    schema: 1,
    protocol: 'snapshot',
    seed: 1,
    nodes: { process: 2 },
    params: { moves: 0, snapshotAt: 0, latency: [20_000, 20_000], fifo: false },
    variants: [],
    until: 200_000,
    inputs: [
      { at: 15_000, fault: { type: 'delay', from: 'P1', to: 'P2', by: 30_000 } },
      { at: 20_000, node: 'P1', command: { type: 'give', to: 'P2', tokens: 4 } },
      { at: 25_000, node: 'P1', command: { type: 'snapshot' } },
    ],
  },
  violates: ['conservation'],
  order: 9,
};

export default scenario;
