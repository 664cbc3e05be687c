import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'stock-goes-negative',
  title: 'The last piece, sold twice',
  claim: 'No merge can keep a stock above zero: both shops were right when they sold',
  notes:
    'Three shops share a stock of 2, and each refuses to sell what its own copy has not. The line between R1 and the others ' +
    'breaks. R1 sells one, R2 sells two, each with the piece before its eyes. When the line is back the stock is −1. A CRDT ' +
    'brings copies together; it does not keep what must hold over all of them. For that somebody has to ask first.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: { type: 'pn-counter', replication: 'state', floor: true, latency: [20_000, 30_000] },
    variants: [],
    until: 1_400_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'increment', by: 2 } },
      { at: 300_000, fault: { type: 'partition', groups: [['R1'], ['R2', 'R3']], until: 900_000 } },
      { at: 400_000, node: 'R1', command: { type: 'decrement', by: 1 } },
      { at: 500_000, node: 'R2', command: { type: 'decrement', by: 2 } },
      { at: 700_000, node: 'R3', command: { type: 'decrement', by: 1 } },
    ],
  },
  violates: ['never-negative'],
  order: 9,
};

export default scenario;
