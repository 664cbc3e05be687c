import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'read-from-old-leader',
  title: 'A read from a leader that leads no more',
  claim: 'If a leader answers reads without making sure that it still leads, clients read the past',
  notes:
    'S1 is cut off with S2 and does not know that S3 leads term 2. C2 writes x=2 there and is told. Then C1 reads x from S1. Here a rule ' +
    'is broken on purpose: S1 answers from what it has, and C1 is told 1. With ReadIndex S1 first wants to hear from a majority, does ' +
    'not, and says nothing.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 2 },
    params: { latency: [10_000, 10_000], reads: 'readIndex', heartbeatInterval: 60_000 },
    variants: ['readLocal'],
    until: 900_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      { at: 80_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      {
        at: 160_000,
        fault: {
          type: 'partition',
          groups: [
            ['C1', 'S1', 'S2'],
            ['C2', 'S3', 'S4', 'S5'],
          ],
        },
      },
      { at: 200_000, fire: { node: 'S3', timer: 'election' } },
      { at: 300_000, node: 'C2', command: { type: 'write', key: 'x', value: 2, via: 'S3' } },
      { at: 420_000, node: 'C1', command: { type: 'read', key: 'x', via: 'S1' } },
    ],
  },
  violates: ['linearizable-reads'],
  order: 37,
};

export default scenario;
