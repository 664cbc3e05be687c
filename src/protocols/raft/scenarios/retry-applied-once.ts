import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'retry-applied-once',
  title: 'A retry applied once',
  claim: 'With sessions a command takes effect once, however often it is sent',
  notes:
    'C1 writes x=1, and the answer is lost. C2 writes x=2. C1 asks again under the same number: the command is in the log twice. But the ' +
    'state machine keeps for each session the number of its latest command and what that returned. The second copy changes nothing; C1 ' +
    'gets the old answer, and x stays 2.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 3, client: 2 },
    params: { latency: [10_000, 10_000], sessions: true, clientRetry: 90_000 },
    variants: [],
    until: 900_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      { at: 100_000, node: 'C1', command: { type: 'write', key: 'x', value: 0, via: 'S1' } },
      { at: 101_000, node: 'C2', command: { type: 'write', key: 'y', value: 0, via: 'S1' } },
      { at: 395_000, fault: { type: 'drop', from: 'S1', to: 'C1' } },
      { at: 400_000, node: 'C1', command: { type: 'write', key: 'x', value: 1, via: 'S1' } },
      { at: 440_000, node: 'C2', command: { type: 'write', key: 'x', value: 2, via: 'S1' } },
      { at: 700_000, node: 'C2', command: { type: 'read', key: 'x', via: 'S1' } },
    ],
  },
  violates: [],
  order: 23,
};

export default scenario;
