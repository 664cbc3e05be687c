import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'commit-beyond-match',
  title: 'Committed beyond what matches',
  claim: 'If a follower commits up to the end of its own log, it applies what the leader does not have',
  notes:
    'S1 is cut off with S2, and x=7 reaches these two alone. S3 leads term 2 and commits its own entry 2. When the cut heals it asks S1 ' +
    'and S2, without sending entries, whether their logs agree up to entry 1; they do. The message says that entry 2 is committed. Here a ' +
    'rule is broken on purpose: they take that for their own entry 2 and apply x=7. Figure 2 allows only what the message vouches for.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: {
      latency: [10_000, 10_000],
      electionTimeout: [30_000_000, 30_000_000],
      heartbeatInterval: 20_000_000,
      probe: true,
      clientTimeout: 30_000,
    },
    variants: ['commitToLastIndex'],
    until: 420_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      {
        at: 60_000,
        fault: {
          type: 'partition',
          groups: [
            ['C1', 'S1', 'S2'],
            ['S3', 'S4', 'S5'],
          ],
          until: 220_000,
        },
      },
      { at: 65_000, node: 'C1', command: { type: 'write', key: 'x', value: 7 } },
      { at: 150_000, fire: { node: 'S3', timer: 'election' } },
      { at: 230_000, fire: { node: 'S3', timer: 'heartbeat' } },
      { at: 300_000, fire: { node: 'S3', timer: 'heartbeat' } },
    ],
  },
  violates: ['state-machine-safety'],
  order: 31,
};

export default scenario;
