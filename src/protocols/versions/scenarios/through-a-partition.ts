import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'through-a-partition',
  title: 'Through a partition',
  claim: 'Both sides of a cut take writes, and afterwards nothing is lost',
  notes:
    'The replicas are cut off from each other for 200 ms. C1 writes twice at R1, its second replacing its first; C2 writes ' +
    'at R2. When the cut is over the stores are exchanged: C1’s second and C2’s write are siblings, and C1’s first does not ' +
    'come back, though R2 had never heard of it.',
  spec: {
    schema: 1,
    protocol: 'versions',
    seed: 1,
    nodes: {},
    params: { rounds: 0, latency: [10_000, 10_000], sync: 50_000 },
    variants: [],
    until: 400_000,
    inputs: [
      {
        at: 10_000,
        fault: {
          type: 'partition',
          groups: [
            ['R1', 'C1'],
            ['R2', 'C2'],
          ],
          until: 210_000,
        },
      },
      { at: 20_000, node: 'C1', command: { type: 'put', key: 'x', value: 'one', replica: 'R1' } },
      { at: 70_000, node: 'C1', command: { type: 'put', key: 'x', value: 'two', replica: 'R1' } },
      { at: 80_000, node: 'C2', command: { type: 'put', key: 'x', value: 'three', replica: 'R2' } },
    ],
  },
  violates: [],
  order: 8,
};

export default scenario;
