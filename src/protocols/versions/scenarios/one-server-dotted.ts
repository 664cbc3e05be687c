import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'one-server-dotted',
  title: 'Two writes through one server',
  claim: 'A dot tells a write from what its writer had read',
  notes:
    'C1 and C2 have read the same (nothing), and both write through R1. The second write gets the dot (R1, 2) and an empty ' +
    'context: it does not contain (R1, 1), so “tea” stays. The dot counts writes at R1; the context says what was read.',
  spec: {
    schema: 1,
    protocol: 'versions',
    seed: 1,
    nodes: { replica: 1, client: 2 },
    params: { rounds: 0, latency: [10_000, 10_000], sync: 0 },
    variants: [],
    until: 120_000,
    inputs: [
      { at: 10_000, node: 'C1', command: { type: 'get', key: 'x', replica: 'R1' } },
      { at: 12_000, node: 'C2', command: { type: 'get', key: 'x', replica: 'R1' } },
      { at: 40_000, node: 'C1', command: { type: 'put', key: 'x', value: 'tea', replica: 'R1' } },
      { at: 45_000, node: 'C2', command: { type: 'put', key: 'x', value: 'milk', replica: 'R1' } },
    ],
  },
  violates: [],
  order: 2,
};

export default scenario;
