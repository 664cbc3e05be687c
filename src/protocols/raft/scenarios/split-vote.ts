import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'split-vote',
  title: 'A split vote',
  claim: 'A split vote elects nobody, and random waits end it',
  notes:
    'S1 and S4 lose patience at the same instant. Each wins its neighbour: two votes of four are no majority, so term 1 has no leader. Nobody ' +
    'leads, so every election timer runs on, each set to a random wait. S3’s runs out first: it asks for term 2 and finds everybody willing.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 11,
    nodes: { server: 4, client: 0 },
    params: {},
    variants: [],
    until: 600_000,
    inputs: [
      { at: 20_000, fire: { node: 'S1', timer: 'election' } },
      { at: 20_000, fire: { node: 'S4', timer: 'election' } },
    ],
  },
  violates: [],
  order: 2,
};

export default scenario;
