import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'add-server',
  title: 'A server joins',
  claim: 'A newcomer catches up before it gets a vote',
  notes:
    'S1, S2 and S3 are the cluster. S1 is told to add S4, whose log is empty. First it is brought up to date without a vote: otherwise a ' +
    'majority of four might have to wait for it. Then the configuration of four is appended, and counts from then on.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 4, client: 1 },
    params: { initialMembers: 3, latency: [8_000, 12_000], fastBacktracking: true },
    variants: [],
    until: 900_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      { at: 80_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 130_000, node: 'C1', command: { type: 'write', key: 'x', value: 2 } },
      { at: 180_000, node: 'C1', command: { type: 'write', key: 'x', value: 3 } },
      { at: 230_000, node: 'C1', command: { type: 'write', key: 'x', value: 4 } },
      { at: 280_000, node: 'C1', command: { type: 'write', key: 'x', value: 5 } },
      { at: 330_000, node: 'C1', command: { type: 'write', key: 'x', value: 6 } },
      { at: 450_000, node: 'S1', command: { type: 'addServer', server: 'S4' } },
      { at: 600_000, node: 'C1', command: { type: 'write', key: 'x', value: 9 } },
    ],
  },
  violates: [],
  order: 18,
};

export default scenario;
