import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'vote-without-log-check',
  title: 'Votes without a look at the log',
  claim: 'If servers vote without comparing logs, a write that was confirmed can vanish',
  notes:
    'S5 is cut off while the others commit x=7 and tell the client so. Back again, S5 asks for votes with an empty log. Here a rule is broken on purpose: ' +
    'the others do not compare logs, and elect it. It makes them drop x=7, and a read finds nothing. Switch the rule back on and S5 is refused.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: {},
    variants: ['noVoteLogCheck'],
    until: 700_000,
    inputs: [
      { at: 5_000, fire: { node: 'S1', timer: 'election' } },
      {
        at: 30_000,
        fault: { type: 'partition', groups: [['C1', 'S1', 'S2', 'S3', 'S4'], ['S5']], until: 300_000 },
      },
      { at: 110_000, node: 'C1', command: { type: 'write', key: 'x', value: 7 } },
      { at: 310_000, fire: { node: 'S5', timer: 'election' } },
      { at: 450_000, node: 'C1', command: { type: 'read', key: 'x' } },
    ],
  },
  violates: ['leader-completeness', 'state-machine-safety', 'applied-within-commit', 'linearizable-reads'],
  order: 28,
};

export default scenario;
