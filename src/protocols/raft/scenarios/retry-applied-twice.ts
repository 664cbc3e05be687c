import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'retry-applied-twice',
  title: 'A retry applied twice',
  claim: 'If the state machine does not know a command again, a retry undoes what came after it',
  notes:
    'C1 writes x=1, and the answer is lost. C2 writes x=2. C1 has no answer and asks again under the same number: the command is in the ' +
    'log twice. Here a rule is broken on purpose: the state machine applies it as often as it stands there, and x is 1 again, though C2’s ' +
    'write came later and nobody wrote since.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 3, client: 2 },
    params: { latency: [10_000, 10_000], sessions: true, clientRetry: 90_000 },
    variants: ['noDedup'],
    until: 800_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      { at: 100_000, node: 'C1', command: { type: 'write', key: 'x', value: 0, via: 'S1' } },
      { at: 101_000, node: 'C2', command: { type: 'write', key: 'y', value: 0, via: 'S1' } },
      { at: 395_000, fault: { type: 'drop', from: 'S1', to: 'C1' } },
      { at: 400_000, node: 'C1', command: { type: 'write', key: 'x', value: 1, via: 'S1' } },
      { at: 440_000, node: 'C2', command: { type: 'write', key: 'x', value: 2, via: 'S1' } },
    ],
  },
  violates: ['exactly-once'],
  order: 39,
};

export default scenario;
