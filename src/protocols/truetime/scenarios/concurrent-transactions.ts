import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'concurrent-transactions',
  title: 'At the same time',
  claim: 'Transactions that overlap may come out in either order',
  notes:
    'C1 and C2 start 2 ms apart, at different servers. C2 starts later and comes out earlier, for S2 is behind: 29.0 against ' +
    '43.0. Nobody can complain, since neither had its answer when the other started.',
  spec: {
    schema: 1,
    protocol: 'truetime',
    seed: 1,
    nodes: {},
    params: { transactions: 0, latency: [5_000, 5_000] },
    variants: [],
    until: 100_000,
    inputs: [
      { at: 0, fault: { type: 'clock', node: 'S1', offset: 8_000 } },
      { at: 0, fault: { type: 'clock', node: 'S2', offset: -8_000 } },
      { at: 20_000, node: 'C1', command: { type: 'commit', server: 'S1' } },
      { at: 22_000, node: 'C2', command: { type: 'commit', server: 'S2' } },
    ],
  },
  violates: [],
  order: 7,
};

export default scenario;
