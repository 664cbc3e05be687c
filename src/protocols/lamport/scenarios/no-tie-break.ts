import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'no-tie-break',
  title: 'Nobody breaks the tie',
  claim: 'Timestamps alone are not a total order',
  notes:
    'The run of “The same timestamp twice”, but equal timestamps stand in no order: each process puts its own request ' +
    'first. Both wait until they have heard something later from everybody, as they must, and both then find their own ' +
    'request at the head of their own queue.',
  spec: {
    schema: 1,
    protocol: 'lamport',
    seed: 1,
    nodes: {},
    params: { rounds: 0, latency: [20_000, 20_000] },
    variants: ['noTieBreak'],
    until: 250_000,
    inputs: [
      { at: 20_000, node: 'P2', command: { type: 'request' } },
      { at: 20_000, node: 'P1', command: { type: 'request' } },
      { at: 0, fault: { type: 'link', from: '*', to: 'P2', latency: [10_000, 10_000] } },
    ],
  },
  violates: ['mutual-exclusion', 'granted-in-order'],
  order: 6,
};

export default scenario;
