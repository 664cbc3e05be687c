import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'partial-connectivity',
  title: 'A network that never lets them rest',
  claim: 'With some links down a cluster can elect leaders for ever and keep none',
  notes:
    'S1, S2 and S3 reach one another; S4 reaches S2 alone, and S5 reaches S3 alone. S3 leads with four of five. But S4 hears no leader ' +
    'and stands again and again, and S2 brings its terms to the others: each leader is deposed soon after it was elected (Howard and ' +
    'Abraham, 2020).',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: { clientTimeout: 300_000 },
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
  order: 12,
};

export default scenario;
