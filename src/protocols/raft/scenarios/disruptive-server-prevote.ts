import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'disruptive-server-prevote',
  title: 'The same server, asked to ask first',
  claim: 'With PreVote a server that was cut off disturbs nobody',
  notes:
    'S5 is cut off again, but with PreVote it first asks whether anybody would vote for it, and begins no term before a majority says ' +
    'yes. Alone it gets none. Back again it asks once more, is told that the others hear a leader, and follows.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: { preVote: true },
    variants: [],
    until: 1_700_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      {
        at: 100_000,
        fault: { type: 'partition', groups: [['C1', 'S1', 'S2', 'S3', 'S4'], ['S5']], until: 1_000_000 },
      },
      { at: 400_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 1_005_000, fire: { node: 'S5', timer: 'election' } },
      { at: 1_300_000, node: 'C1', command: { type: 'write', key: 'x', value: 2 } },
    ],
  },
  violates: [],
  order: 11,
};

export default scenario;
