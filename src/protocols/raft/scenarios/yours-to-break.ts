import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'yours-to-break',
  title: 'A cluster to break',
  claim: 'Any three of five servers are enough to go on',
  notes:
    'Nothing goes wrong here yet: the servers elect a leader, and a client writes. Press play, then drag Crash onto the leader: who takes over, and ' +
    'what becomes of the write under way? Crash a second server, and a third. Then take them back and cut the five in two: which side goes on, and ' +
    'what will the other side have to unlearn?',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 4,
    nodes: { server: 5, client: 1 },
    params: { clientTimeout: 250_000 },
    variants: [],
    until: 2_000_000,
    inputs: [
      { at: 350_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 700_000, node: 'C1', command: { type: 'write', key: 'x', value: 2 } },
      { at: 1_050_000, node: 'C1', command: { type: 'write', key: 'x', value: 3 } },
      { at: 1_400_000, node: 'C1', command: { type: 'write', key: 'x', value: 4 } },
      { at: 1_750_000, node: 'C1', command: { type: 'read', key: 'x' } },
    ],
  },
  violates: [],
  order: 50,
};

export default scenario;
