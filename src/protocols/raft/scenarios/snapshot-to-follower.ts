import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'snapshot-to-follower',
  title: 'A snapshot for one that is far behind',
  claim: 'A follower that needs entries nobody keeps any more gets a snapshot instead',
  notes:
    'After every five entries a server takes a snapshot of its state machine and drops the entries. S5 is cut off meanwhile. Back again ' +
    'it lacks what is in nobody’s log any more, so the leader sends its snapshot, and the entries that follow.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: { latency: [8_000, 12_000], snapshotEvery: 5, preVote: true },
    variants: [],
    until: 1_500_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      {
        at: 100_000,
        fault: { type: 'partition', groups: [['C1', 'S1', 'S2', 'S3', 'S4'], ['S5']], until: 900_000 },
      },
      { at: 130_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 190_000, node: 'C1', command: { type: 'write', key: 'y', value: 2 } },
      { at: 250_000, node: 'C1', command: { type: 'write', key: 'z', value: 3 } },
      { at: 310_000, node: 'C1', command: { type: 'write', key: 'x', value: 4 } },
      { at: 370_000, node: 'C1', command: { type: 'write', key: 'y', value: 5 } },
      { at: 430_000, node: 'C1', command: { type: 'write', key: 'z', value: 6 } },
      { at: 490_000, node: 'C1', command: { type: 'write', key: 'x', value: 7 } },
      { at: 550_000, node: 'C1', command: { type: 'write', key: 'y', value: 8 } },
      { at: 610_000, node: 'C1', command: { type: 'write', key: 'z', value: 9 } },
      { at: 670_000, node: 'C1', command: { type: 'write', key: 'x', value: 10 } },
      { at: 730_000, node: 'C1', command: { type: 'write', key: 'y', value: 11 } },
      { at: 790_000, node: 'C1', command: { type: 'write', key: 'z', value: 12 } },
      { at: 1_150_000, node: 'C1', command: { type: 'write', key: 'x', value: 99 } },
    ],
  },
  violates: [],
  order: 16,
};

export default scenario;
