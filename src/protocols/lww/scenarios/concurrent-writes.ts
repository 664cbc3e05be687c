import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'concurrent-writes',
  title: 'Two at the same time',
  claim: 'Of two concurrent writes one is dropped, though both were told “done”',
  notes:
    'Clocks are right. C1 and C2 write within 5 ms, at different replicas. Both are told “done”. Later both replicas have ' +
    '“milk”, and “tea” is nowhere: nobody has replaced it, it just had the smaller number. That is what last write wins ' +
    'means, with the best of clocks.',
  spec: {
    schema: 1,
    protocol: 'lww',
    seed: 1,
    nodes: {},
    params: { rounds: 0, latency: [10_000, 10_000] },
    variants: [],
    until: 200_000,
    inputs: [
      { at: 20_000, node: 'C1', command: { type: 'put', value: 'tea', replica: 'R1' } },
      { at: 25_000, node: 'C2', command: { type: 'put', value: 'milk', replica: 'R2' } },
      { at: 150_000, node: 'C1', command: { type: 'get', replica: 'R1' } },
    ],
  },
  violates: [],
  order: 5,
};

export default scenario;
