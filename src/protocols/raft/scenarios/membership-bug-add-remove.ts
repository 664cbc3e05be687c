import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'membership-bug-add-remove',
  title: 'The membership bug of 2015: one added, one removed',
  claim:
    'If a new leader changes the members before it has committed anything, two majorities may miss each other',
  notes:
    'Four members. S1 adds S5: of the five, only S1 and S5 know. S2 is elected by the old four and removes S1; here a rule is broken on ' +
    'purpose: it does so at once. Of the remaining three S2 and S3 store it, a majority: committed. But S1 is elected by S1, S4 and S5, ' +
    'three of its five, and knows nothing of it. Each change alone was by one server; together they are by two.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 0 },
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
      { at: 80_000, node: 'S1', command: { type: 'addServer', server: 'S5' } },
      {
        at: 95_000,
        fault: { type: 'partition', groups: [['S1'], ['S2', 'S3', 'S4']], oneWay: true, until: 250_000 },
      },
      { at: 200_000, fire: { node: 'S2', timer: 'election' } },
      { at: 215_000, fault: { type: 'partition', groups: [['S2'], ['S1', 'S4']], oneWay: true } },
      { at: 235_000, node: 'S2', command: { type: 'removeServer', server: 'S1' } },
      { at: 250_000, fault: { type: 'partition', groups: [['S1'], ['S2', 'S3']], oneWay: true } },
      { at: 300_000, fire: { node: 'S1', timer: 'election' } },
      { at: 315_000, fault: { type: 'partition', groups: [['S1'], ['S4', 'S5']], oneWay: true } },
    ],
  },
  violates: ['leader-completeness'],
  order: 35,
};

export default scenario;
