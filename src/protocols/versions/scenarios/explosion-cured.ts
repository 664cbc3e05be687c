import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'explosion-cured',
  title: 'The cure',
  claim: 'With a dot for each sibling there are never more than two',
  notes:
    'The same eight writes with dots. The context of each write contains the dots of what its writer had read; these go, ' +
    'and the one that it had not seen stays. However long the two go on, there are two siblings.',
  spec: {
    schema: 1,
    protocol: 'versions',
    seed: 1,
    nodes: { replica: 1, client: 2 },
    params: { rounds: 0, latency: [10_000, 10_000], sync: 0 },
    variants: [],
    until: 260_000,
    inputs: [
      { at: 10_000, node: 'C1', command: { type: 'get', key: 'x', replica: 'R1' } },
      { at: 12_000, node: 'C2', command: { type: 'get', key: 'x', replica: 'R1' } },
      { at: 40_000, node: 'C1', command: { type: 'put', key: 'x', value: 'a1', replica: 'R1' } },
      { at: 60_000, node: 'C2', command: { type: 'put', key: 'x', value: 'b1', replica: 'R1' } },
      { at: 80_000, node: 'C1', command: { type: 'put', key: 'x', value: 'a2', replica: 'R1' } },
      { at: 100_000, node: 'C2', command: { type: 'put', key: 'x', value: 'b2', replica: 'R1' } },
      { at: 120_000, node: 'C1', command: { type: 'put', key: 'x', value: 'a3', replica: 'R1' } },
      { at: 140_000, node: 'C2', command: { type: 'put', key: 'x', value: 'b3', replica: 'R1' } },
      { at: 160_000, node: 'C1', command: { type: 'put', key: 'x', value: 'a4', replica: 'R1' } },
      { at: 180_000, node: 'C2', command: { type: 'put', key: 'x', value: 'b4', replica: 'R1' } },
    ],
  },
  violates: [],
  order: 6,
};

export default scenario;
