import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'siblings',
  title: 'Two writes, two siblings',
  claim: 'Of two concurrent writes both are kept, until somebody who has read both decides',
  notes:
    'C1 writes “tea” at R1 while C2 writes “milk” at R2. Neither had read the other’s. When the replicas exchange their ' +
    'stores each finds that neither write knew of the other, and keeps both. C1 reads the two siblings and writes “both”; ' +
    'its context covers both dots, so both are replaced, on either replica.',
  spec: {
    schema: 1,
    protocol: 'versions',
    seed: 1,
    nodes: {},
    params: { rounds: 0, latency: [10_000, 10_000], sync: 60_000 },
    variants: [],
    until: 250_000,
    inputs: [
      { at: 20_000, node: 'C1', command: { type: 'put', key: 'x', value: 'tea', replica: 'R1' } },
      { at: 22_000, node: 'C2', command: { type: 'put', key: 'x', value: 'milk', replica: 'R2' } },
      { at: 90_000, node: 'C1', command: { type: 'get', key: 'x', replica: 'R1' } },
      { at: 115_000, node: 'C1', command: { type: 'put', key: 'x', value: 'both', replica: 'R1' } },
    ],
  },
  violates: [],
  order: 1,
};

export default scenario;
