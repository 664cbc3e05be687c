import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'crash-before-fsync',
  title: 'A crash before the disk is done',
  claim: 'A vote that is not on disk has not been given',
  notes:
    'Every write takes 8 ms here, and what depends on it leaves when it is safe. S1 asks for votes in term 1; S2 is writing its vote down ' +
    'when the power fails. The vote is not on the disk, but neither has it left: S1 does not have it. S2 comes back, has not voted, and ' +
    'votes for S5. One term, one leader.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 0 },
    params: {
      latency: [10_000, 10_000],
      electionTimeout: [30_000_000, 30_000_000],
      heartbeatInterval: 20_000_000,
      fsync: [8_000, 8_000],
    },
    variants: [],
    until: 400_000,
    inputs: [
      { at: 0, fault: { type: 'block', from: 'S1', to: 'S4' } },
      { at: 0, fault: { type: 'block', from: 'S1', to: 'S5' } },
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      { at: 34_000, fault: { type: 'crash', node: 'S2', until: 60_000 } },
      { at: 70_000, fire: { node: 'S5', timer: 'election' } },
    ],
  },
  violates: [],
  order: 14,
};

export default scenario;
