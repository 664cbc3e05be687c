import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'tie',
  title: 'The same timestamp twice',
  claim: 'Processes in a fixed order decide between equal timestamps',
  notes:
    'P2 and P1 request at the same moment, both at 1. Neither is earlier in any sense that counts; all that matters is that ' +
    'everybody chooses the same one. The order of the processes does: (1, P1) comes before (1, P2) in every queue, though ' +
    'P2 was asked first.',
  spec: {
    schema: 1,
    protocol: 'lamport',
    seed: 1,
    nodes: {},
    params: { rounds: 0, latency: [20_000, 20_000] },
    variants: [],
    until: 250_000,
    inputs: [
      { at: 20_000, node: 'P2', command: { type: 'request' } },
      { at: 20_000, node: 'P1', command: { type: 'request' } },
    ],
  },
  violates: [],
  order: 4,
};

export default scenario;
