import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'three-replicas-fork',
  title: 'Three replicas: a smaller quorum',
  claim: 'Three replicas cannot bear a liar: with quorums of two it divides them',
  notes:
    'n = 3 and f = 1, with quorums of 2f so that two are enough. R1 gives R2 one request and R3 another as number 1, and commits to ' +
    'both. Each of the two has a quorum with R1, and they execute different requests. With quorums of three the same lie would come to ' +
    'nothing.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 3, client: 2 },
    params: { latency: [10_000, 10_000], f: '1' },
    variants: ['quorum2f'],
    until: 300000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'R1', behaviour: 'equivocate', options: { second: 'R3' } } },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 12000, node: 'C2', command: { type: 'write', key: 'x', value: 2 } },
    ],
  },
  violates: ['agreement', 'total-order', 'unique-prepared', 'committed-local'],
  order: 18,
};

export default scenario;
