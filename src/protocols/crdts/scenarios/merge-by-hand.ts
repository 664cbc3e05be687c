import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'merge-by-hand',
  title: 'Merge by hand',
  claim: 'In whatever order you merge three copies, you end at the same one',
  notes:
    'Nothing is sent here unless somebody says so. Each replica adds one element, and then states are merged one into ' +
    'another: R1 into R2, R2 into R3, R3 into R1 and R2. Each merge climbs to the least state above both. Add merges of your ' +
    'own, twice or in another order: where all have the same updates they are the same.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: {
      type: 'g-set',
      replication: 'state',
      sync: 'by command',
      eager: false,
      latency: [20_000, 20_000],
    },
    variants: [],
    until: 800_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'add', element: 'apple' } },
      { at: 80_000, node: 'R2', command: { type: 'add', element: 'bread' } },
      { at: 110_000, node: 'R3', command: { type: 'add', element: 'cheese' } },
      { at: 200_000, node: 'R1', command: { type: 'merge', into: 'R2' } },
      { at: 300_000, node: 'R2', command: { type: 'merge', into: 'R3' } },
      { at: 400_000, node: 'R3', command: { type: 'merge', into: 'R1' } },
      { at: 500_000, node: 'R3', command: { type: 'merge', into: 'R2' } },
      { at: 600_000, node: 'R1', command: { type: 'merge', into: 'R2' } },
    ],
  },
  violates: [],
  order: 3,
};

export default scenario;
