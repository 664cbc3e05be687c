import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'server-ids',
  title: 'The same with server ids',
  claim: 'A vector that counts by server orders what is concurrent',
  notes:
    'The same run with plain vectors that count by server. “Tea” gets [R1: 1], “milk” gets [R1: 2], which is greater: R1 ' +
    'takes it for a successor and drops “tea”. C2 had never seen it, and C1 was told that it was written.',
  spec: {
    schema: 1,
    protocol: 'versions',
    seed: 1,
    nodes: { replica: 1, client: 2 },
    params: { rounds: 0, latency: [10_000, 10_000], sync: 0 },
    variants: ['serverIds'],
    until: 120_000,
    inputs: [
      { at: 10_000, node: 'C1', command: { type: 'get', key: 'x', replica: 'R1' } },
      { at: 12_000, node: 'C2', command: { type: 'get', key: 'x', replica: 'R1' } },
      { at: 40_000, node: 'C1', command: { type: 'put', key: 'x', value: 'tea', replica: 'R1' } },
      { at: 45_000, node: 'C2', command: { type: 'put', key: 'x', value: 'milk', replica: 'R1' } },
    ],
  },
  violates: ['no-write-lost'],
  order: 3,
};

export default scenario;
