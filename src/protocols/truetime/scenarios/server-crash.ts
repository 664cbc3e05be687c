import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'server-crash',
  title: 'The server crashes while it waits',
  claim: 'Who gets no answer does not know',
  notes:
    'S1 has given a timestamp and crashes during its wait. C1 hears nothing and gives up, not knowing. S1 remembers the ' +
    'timestamp across the crash: what it gives after its restart is greater. Whether the transaction itself survives is a ' +
    'matter of replication, which is not modelled here.',
  spec: {
    schema: 1,
    protocol: 'truetime',
    seed: 1,
    nodes: {},
    params: { transactions: 0, latency: [5_000, 5_000], patience: 100_000 },
    variants: [],
    until: 250_000,
    inputs: [
      { at: 20_000, node: 'C1', command: { type: 'commit', server: 'S1' } },
      { at: 30_000, fault: { type: 'crash', node: 'S1', until: 60_000 } },
      { at: 140_000, node: 'C2', command: { type: 'commit', server: 'S1' } },
    ],
  },
  violates: [],
  order: 8,
};

export default scenario;
