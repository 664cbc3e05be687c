import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'joint-consensus',
  title: 'From three members to three others',
  claim: 'With joint consensus no moment has two majorities that do not overlap',
  notes:
    'S1, S2 and S3 are the cluster; it is to be S3, S4 and S5. S4 and S5 first catch up without a vote. Then the two configurations count ' +
    'together: whatever is decided needs a majority of each. Once that is committed the new one stands alone, and S1, which is no part of ' +
    'it, steps down when it too is committed. S2 was not told, and asks for votes: PreVote keeps it from disturbing the others.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: { initialMembers: 3, preVote: true },
    variants: [],
    until: 1_200_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      { at: 80_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 200_000, node: 'S1', command: { type: 'reconfigure', members: 'S3 S4 S5' } },
      { at: 260_000, node: 'C1', command: { type: 'write', key: 'x', value: 2 } },
      { at: 700_000, node: 'C1', command: { type: 'write', key: 'x', value: 3 } },
    ],
  },
  violates: [],
  order: 19,
};

export default scenario;
