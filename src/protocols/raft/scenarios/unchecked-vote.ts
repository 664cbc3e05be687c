import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'unchecked-vote',
  title: 'A leader that lacks a confirmed write',
  claim: 'If servers vote without comparing logs, somebody can lead who lacks a confirmed write',
  notes:
    'S5 is cut off while the others commit x=7 and tell the client so. Back again, it asks for votes with a log that ends before that. ' +
    'Here a rule is broken on purpose: nobody compares logs, and S5 leads term 2 without x=7. Its messages get no further, so nothing is ' +
    'lost yet; another scenario lets them through. Switch the rule back on and S5 is refused.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: { latency: [10_000, 10_000] },
    variants: ['noVoteLogCheck'],
    until: 400_000,
    inputs: [
      { at: 5_000, fire: { node: 'S1', timer: 'election' } },
      {
        at: 45_000,
        fault: { type: 'partition', groups: [['C1', 'S1', 'S2', 'S3', 'S4'], ['S5']], until: 200_000 },
      },
      { at: 110_000, node: 'C1', command: { type: 'write', key: 'x', value: 7 } },
      { at: 210_000, fire: { node: 'S5', timer: 'election' } },
      { at: 225_000, fault: { type: 'partition', groups: [['S5'], ['S1', 'S2', 'S3', 'S4']], oneWay: true } },
    ],
  },
  violates: ['leader-completeness'],
  order: 27,
};

export default scenario;
