import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'lost-request',
  title: 'A lost request',
  claim: 'The algorithm needs every message to arrive',
  notes:
    'P2 requests, and its request to P1 is lost. Later P1 requests, at 3, and all acknowledge. In the queue of P1 its own ' +
    'request stands alone; in the queue of P2 both stand, its own first, and from P1 it has now heard something later. Both ' +
    'take the resource. The paper assumes that every message is eventually received; to have that on a real network ' +
    'somebody must send again.',
  spec: {
    schema: 1,
    protocol: 'lamport',
    seed: 1,
    nodes: {},
    params: { rounds: 0, latency: [20_000, 20_000], use: 100_000 },
    variants: [],
    until: 350_000,
    inputs: [
      { at: 15_000, fault: { type: 'drop', from: 'P2', to: 'P1' } },
      { at: 10_000, node: 'P1', command: { type: 'event' } },
      { at: 40_000, node: 'P1', command: { type: 'event' } },
      { at: 20_000, node: 'P2', command: { type: 'request' } },
      { at: 70_000, node: 'P1', command: { type: 'request' } },
    ],
  },
  violates: ['mutual-exclusion'],
  order: 10,
};

export default scenario;
