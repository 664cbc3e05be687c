import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'clocks-that-agree',
  title: 'Clocks that agree',
  claim: 'With right clocks the last write wins',
  notes:
    'The same writes, all clocks right: “tea” is stamped 30.0 and “coffee” 105.0. Nothing else has changed. Whether data ' +
    'survives here is up to the clocks.',
  spec: {
    schema: 1,
    protocol: 'lww',
    seed: 1,
    nodes: {},
    params: { rounds: 0, latency: [10_000, 10_000] },
    variants: [],
    until: 250_000,
    inputs: [
      { at: 20_000, node: 'C1', command: { type: 'put', value: 'tea', replica: 'R1' } },
      { at: 70_000, node: 'C2', command: { type: 'get', replica: 'R2' } },
      { at: 95_000, node: 'C2', command: { type: 'put', value: 'coffee', replica: 'R2' } },
      { at: 180_000, node: 'C2', command: { type: 'get', replica: 'R2' } },
    ],
  },
  violates: [],
  order: 2,
};

export default scenario;
