import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'no-tie-break',
  title: 'Equal stamps',
  claim: 'Without a rule for equal stamps the replicas never agree',
  notes:
    'Both writes get the very same stamp, 30.0. With the tie-break of the replica’s name broken, each replica keeps what it ' +
    'has: R1 says tea, R2 says milk, for ever, though both have heard of both.',
  spec: {
    schema: 1,
    protocol: 'lww',
    seed: 1,
    nodes: {},
    params: { rounds: 0, latency: [10_000, 10_000] },
    variants: ['noTieBreak'],
    until: 200_000,
    inputs: [
      { at: 20_000, node: 'C1', command: { type: 'put', value: 'tea', replica: 'R1' } },
      { at: 20_000, node: 'C2', command: { type: 'put', value: 'milk', replica: 'R2' } },
    ],
  },
  violates: ['same-writes-same-value'],
  order: 6,
};

export default scenario;
