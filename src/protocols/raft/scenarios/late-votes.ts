import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'late-votes',
  title: 'Votes that come late',
  claim: 'If candidates count votes of an earlier term, one term can have two leaders',
  notes:
    'S2 and S3 vote for S1 in term 1, but their answers are late. S1 tries again in term 2 and nobody hears it; S2 tries too, and S3 ' +
    'votes for S2. Now the old answers arrive. Here a rule is broken on purpose: S1 counts them and leads term 2 beside S2.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 3, client: 0 },
    params: {
      latency: [10_000, 10_000],
      electionTimeout: [30_000_000, 30_000_000],
      heartbeatInterval: 20_000_000,
      noOpOnElection: false,
    },
    variants: ['countStaleTermVotes'],
    until: 200_000,
    inputs: [
      { at: 0, fault: { type: 'delay', from: 'S2', to: 'S1', nth: 1, by: 60_000 } },
      { at: 0, fault: { type: 'delay', from: 'S3', to: 'S1', nth: 1, by: 60_000 } },
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      { at: 45_000, fault: { type: 'block', from: 'S1', to: 'S2', until: 60_000 } },
      { at: 45_000, fault: { type: 'block', from: 'S1', to: 'S3', until: 60_000 } },
      { at: 50_000, fire: { node: 'S1', timer: 'election' } },
      { at: 60_000, fault: { type: 'block', from: 'S2', to: 'S1' } },
      { at: 65_000, fire: { node: 'S2', timer: 'election' } },
    ],
  },
  violates: ['election-safety'],
  order: 33,
};

export default scenario;
