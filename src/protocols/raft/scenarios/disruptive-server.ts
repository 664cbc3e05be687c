import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'disruptive-server',
  title: 'A server that comes back and disturbs',
  claim: 'A server that was cut off deposes a leader that nobody missed',
  notes:
    'S5 is cut off. It hears no leader, stands again and again, and each time begins a new term. Back again, it answers S1’s heartbeat ' +
    'with a term far ahead, and S1, whom everybody else followed, must step down. S5 cannot even win: its log is behind. The cluster has ' +
    'no leader until somebody else stands.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: {},
    variants: [],
    until: 1_700_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      {
        at: 100_000,
        fault: { type: 'partition', groups: [['C1', 'S1', 'S2', 'S3', 'S4'], ['S5']], until: 1_000_000 },
      },
      { at: 400_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 1_300_000, node: 'C1', command: { type: 'write', key: 'x', value: 2 } },
    ],
  },
  violates: [],
  order: 10,
};

export default scenario;
