import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'client-ids',
  title: 'The same with client ids',
  claim: 'A vector that counts by client is right, and grows with every client',
  notes:
    'Now vectors count by client: “tea” has [C1: 1], “milk” has [C2: 1], and neither covers the other. Then C3 and C4 read ' +
    'and write in turn, and the vector has four entries, one for each client that ever wrote. With thousands of clients ' +
    'that is a burden; dots need one entry for each replica.',
  spec: {
    schema: 1,
    protocol: 'versions',
    seed: 1,
    nodes: { replica: 1, client: 4 },
    params: { rounds: 0, latency: [10_000, 10_000], sync: 0, kind: 'client ids' },
    variants: [],
    until: 250_000,
    inputs: [
      { at: 10_000, node: 'C1', command: { type: 'get', key: 'x', replica: 'R1' } },
      { at: 12_000, node: 'C2', command: { type: 'get', key: 'x', replica: 'R1' } },
      { at: 40_000, node: 'C1', command: { type: 'put', key: 'x', value: 'tea', replica: 'R1' } },
      { at: 45_000, node: 'C2', command: { type: 'put', key: 'x', value: 'milk', replica: 'R1' } },
      { at: 80_000, node: 'C3', command: { type: 'get', key: 'x', replica: 'R1' } },
      { at: 105_000, node: 'C3', command: { type: 'put', key: 'x', value: 'both', replica: 'R1' } },
      { at: 140_000, node: 'C4', command: { type: 'get', key: 'x', replica: 'R1' } },
      { at: 165_000, node: 'C4', command: { type: 'put', key: 'x', value: 'done', replica: 'R1' } },
    ],
  },
  violates: [],
  order: 4,
};

export default scenario;
