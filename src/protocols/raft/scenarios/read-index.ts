import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'read-index',
  title: 'A read without an entry',
  claim: 'A leader that has just heard from a majority can answer a read from its state machine',
  notes:
    'Reads do not go through the log here. S1 notes how far the log is committed, sends everybody a heartbeat, and answers once a ' +
    'majority has replied: whatever was confirmed before the question is in its state machine. No entry is written.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 3, client: 1 },
    params: { latency: [8_000, 12_000], reads: 'readIndex' },
    variants: [],
    until: 600_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      { at: 80_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 200_000, node: 'C1', command: { type: 'read', key: 'x' } },
      { at: 260_000, node: 'C1', command: { type: 'write', key: 'x', value: 2 } },
      { at: 380_000, node: 'C1', command: { type: 'read', key: 'x' } },
    ],
  },
  violates: [],
  order: 22,
};

export default scenario;
