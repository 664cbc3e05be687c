import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'lost-disk-votes',
  title: 'A voter that lost its disk',
  claim: 'A server that comes back without its disk, and votes, can cost a confirmed write',
  notes:
    'S1, S2 and S3 store x=7, a majority, and C1 is told. S3 crashes and comes back with an empty disk, under its old name. With S4 and ' +
    'S5 it elects a leader that has never heard of x=7. No rule is broken here but the one about disks: what a server has said must ' +
    'survive it. Such a server has to come back as a new one, by a change of membership.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 2 },
    params: { latency: [10_000, 10_000] },
    variants: [],
    until: 1_000_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      {
        at: 45_000,
        fault: {
          type: 'partition',
          groups: [
            ['C1', 'C2', 'S1', 'S2', 'S3'],
            ['S4', 'S5'],
          ],
          until: 230_000,
        },
      },
      { at: 90_000, node: 'C1', command: { type: 'write', key: 'x', value: 7 } },
      {
        at: 198_000,
        fault: {
          type: 'partition',
          groups: [
            ['C1', 'S1', 'S2'],
            ['C2', 'S3', 'S4', 'S5'],
          ],
        },
      },
      { at: 200_000, fault: { type: 'amnesia', node: 'S3', until: 220_000 } },
      { at: 250_000, fire: { node: 'S5', timer: 'election' } },
      { at: 450_000, node: 'C2', command: { type: 'read', key: 'x', via: 'S5' } },
    ],
  },
  violates: ['leader-completeness', 'state-machine-safety', 'linearizable-reads'],
  order: 15,
};

export default scenario;
