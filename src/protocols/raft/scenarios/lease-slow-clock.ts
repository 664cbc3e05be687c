import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'lease-slow-clock',
  title: 'A lease under a slow clock',
  claim: 'If a lease trusts clocks more than they deserve, clients read the past',
  notes:
    'A leader that a majority has just answered may answer reads by itself for an election timeout: nobody can be elected sooner. S1’s ' +
    'clock runs at half its speed when it is cut off, so its second lasts two. S2 is elected and x=2 is confirmed while S1 thinks that ' +
    'its lease is still good, and C1 is told x=1. Here a rule is broken on purpose: the lease makes no allowance for such clocks. With ' +
    'the allowance it is half as long and over in time.',
  cursor: 1_500_000,
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 3, client: 2 },
    params: {
      latency: [10_000, 10_000],
      reads: 'lease',
      clockDrift: 1_000_000,
      electionTimeout: [1_000_000, 1_050_000],
      heartbeatInterval: 100_000,
    },
    variants: ['leaseClock'],
    until: 2_200_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      { at: 100_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 380_000, fault: { type: 'clock', node: 'S1', driftPpm: -500_000 } },
      {
        at: 420_000,
        fault: {
          type: 'partition',
          groups: [
            ['C1', 'S1'],
            ['C2', 'S2', 'S3'],
          ],
        },
      },
      { at: 1_600_000, node: 'C2', command: { type: 'write', key: 'x', value: 2, via: 'S2' } },
      { at: 1_720_000, node: 'C1', command: { type: 'read', key: 'x', via: 'S1' } },
    ],
  },
  violates: ['linearizable-reads'],
  order: 38,
};

export default scenario;
