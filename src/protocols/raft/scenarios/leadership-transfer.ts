import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'leadership-transfer',
  title: 'A leader hands over',
  claim: 'A leader that hands over leaves no gap: its successor need not wait for a timeout',
  notes:
    'S1 is to hand over to S3. It accepts no more commands, brings S3 up to date, and tells it to stand at once. S3’s request says that ' +
    'the leader asked for it, so the others listen though they hear a leader. The client’s next write goes to S3.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: { latency: [8_000, 12_000], preVote: true, checkQuorum: true },
    variants: [],
    until: 700_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      { at: 80_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 120_000, fault: { type: 'block', from: 'S1', to: 'S3', until: 195_000 } },
      { at: 130_000, node: 'C1', command: { type: 'write', key: 'x', value: 2 } },
      { at: 200_000, node: 'S1', command: { type: 'transfer', to: 'S3' } },
      { at: 230_000, node: 'C1', command: { type: 'write', key: 'x', value: 3 } },
    ],
  },
  violates: [],
  order: 17,
};

export default scenario;
