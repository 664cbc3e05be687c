import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'many-transactions',
  title: 'The price of ε',
  claim: 'Every commit takes about 2ε longer than it would',
  notes:
    'Two clients, three transactions each, at either server. Each waits some 20 ms at its server, as ε is 10. Several ' +
    'commits wait side by side, so the wait costs time and not throughput. Make ε 2 ms and look again; make it 50.',
  spec: {
    schema: 1,
    protocol: 'truetime',
    seed: 1,
    nodes: {},
    params: {},
    variants: [],
    until: 400_000,
    inputs: [
      { at: 0, fault: { type: 'clock', node: 'S1', offset: 4_000, driftPpm: 10_000 } },
      { at: 0, fault: { type: 'clock', node: 'S2', offset: -6_000 } },
    ],
  },
  violates: [],
  order: 6,
};

export default scenario;
