import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'partial-connectivity-cured',
  title: 'The same network, at rest',
  claim: 'With PreVote and CheckQuorum the same cluster keeps its leader',
  notes:
    'The links are down as before. S4 hears no leader, but asks before it stands, and S2, which hears S3, says no. S3 leads on with four ' +
    'of five. CheckQuorum does the rest: a leader that no majority answers would step down by itself.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: { clientTimeout: 300_000, preVote: true, checkQuorum: true },
    variants: [],
    until: 4_000_000,
    inputs: [
      { at: 10_000, fire: { node: 'S3', timer: 'election' } },
      {
        at: 150_000,
        fault: {
          type: 'partial',
          links: [
            ['S1', 'S4'],
            ['S1', 'S5'],
            ['S2', 'S5'],
            ['S3', 'S4'],
            ['S4', 'S5'],
          ],
        },
      },
      { at: 600_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 1_800_000, node: 'C1', command: { type: 'write', key: 'x', value: 2 } },
      { at: 3_000_000, node: 'C1', command: { type: 'write', key: 'x', value: 3 } },
    ],
  },
  violates: [],
  order: 13,
};

export default scenario;
