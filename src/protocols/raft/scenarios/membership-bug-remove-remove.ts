import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'membership-bug-remove-remove',
  title: 'The membership bug of 2015: two removed',
  claim:
    'If a new leader changes the members before it has committed anything, two removals may miss each other',
  notes:
    'Four members. S1 removes S2 and tells nobody. S2 is elected by the old four and removes S1; here a rule is broken on purpose: it ' +
    'does so at once. Of the remaining three S2 and S3 store it: committed. But S1, by its own log, needs two of S1, S3 and S4, and S4 ' +
    'votes for it: it leads term 3 without the committed entry.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 4, client: 0 },
    params: {
      latency: [10_000, 10_000],
      electionTimeout: [30_000_000, 30_000_000],
      heartbeatInterval: 20_000_000,
      initialMembers: 4,
    },
    variants: ['noNoopBeforeConfig'],
    until: 420_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      {
        at: 75_000,
        fault: { type: 'partition', groups: [['S1'], ['S2', 'S3', 'S4']], oneWay: true, until: 250_000 },
      },
      { at: 80_000, node: 'S1', command: { type: 'removeServer', server: 'S2' } },
      { at: 150_000, fire: { node: 'S2', timer: 'election' } },
      { at: 165_000, fault: { type: 'partition', groups: [['S2'], ['S1', 'S4']], oneWay: true } },
      { at: 185_000, node: 'S2', command: { type: 'removeServer', server: 'S1' } },
      { at: 250_000, fault: { type: 'partition', groups: [['S1'], ['S2', 'S3']], oneWay: true } },
      { at: 260_000, fire: { node: 'S1', timer: 'election' } },
      { at: 275_000, fault: { type: 'partition', groups: [['S1'], ['S4']], oneWay: true } },
    ],
  },
  violates: ['leader-completeness'],
  order: 36,
};

export default scenario;
