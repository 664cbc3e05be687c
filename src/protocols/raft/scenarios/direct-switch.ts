import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'direct-switch',
  title: 'From three members to five in one step',
  claim: 'If servers switch to a new configuration in one step, two majorities need not share a server',
  notes:
    'S1, S2 and S3 are the cluster; S1 is told to make it five. Here a rule is broken on purpose: it switches at once. S1, S4 and S5 know ' +
    'of it, S2 and S3 do not. In term 2 S4 wins three of five, and S2 wins two of three: nobody was asked twice. With joint consensus S4 ' +
    'would need a majority of the old three as well.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 0 },
    params: {
      latency: [10_000, 10_000],
      electionTimeout: [30_000_000, 30_000_000],
      heartbeatInterval: 20_000_000,
      initialMembers: 3,
      noOpOnElection: false,
    },
    variants: ['directConfigSwitch'],
    until: 400_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      {
        at: 100_000,
        fault: {
          type: 'partition',
          groups: [
            ['S1', 'S4', 'S5'],
            ['S2', 'S3'],
          ],
        },
      },
      { at: 110_000, node: 'S1', command: { type: 'reconfigure', members: 'S1 S2 S3 S4 S5' } },
      { at: 125_000, fault: { type: 'crash', node: 'S1', until: 200_000 } },
      { at: 220_000, fire: { node: 'S4', timer: 'election' } },
      { at: 220_000, fire: { node: 'S2', timer: 'election' } },
    ],
  },
  violates: ['election-safety'],
  order: 34,
};

export default scenario;
