import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'later-write-lost',
  title: 'The later write is lost',
  claim: 'The greatest timestamp is not the last write',
  notes:
    'The clock of R1 is 100 ms fast. C1 writes “tea” at R1, and it is stamped 130.0. At 70 ms C2 reads “tea” at R2 and, ' +
    'having read it, writes “coffee” there: 105.0. The later write has the smaller stamp. R2 drops it at once, and tells C2 ' +
    '“done”. When C2 looks again there is tea.',
  spec: {
    schema: 1,
    protocol: 'lww',
    seed: 1,
    nodes: {},
    params: { rounds: 0, latency: [10_000, 10_000] },
    variants: [],
    until: 250_000,
    inputs: [
      { at: 0, fault: { type: 'clock', node: 'R1', offset: 100_000 } },
      { at: 20_000, node: 'C1', command: { type: 'put', value: 'tea', replica: 'R1' } },
      { at: 70_000, node: 'C2', command: { type: 'get', replica: 'R2' } },
      { at: 95_000, node: 'C2', command: { type: 'put', value: 'coffee', replica: 'R2' } },
      { at: 180_000, node: 'C2', command: { type: 'get', replica: 'R2' } },
    ],
  },
  violates: ['later-write-wins', 'read-write-wins'],
  order: 1,
};

export default scenario;
