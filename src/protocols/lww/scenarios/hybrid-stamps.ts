import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'hybrid-stamps',
  title: 'Hybrid stamps',
  claim: 'Who has read a write comes after it, whatever the clocks show',
  notes:
    'The clock of R1 is fast again, but stamps are hybrid: greater than everything that the replica and the writer have ' +
    'seen. “Coffee” is written by somebody who has read “tea” at 130.0, so it becomes 130.0+1, and wins.',
  spec: {
    schema: 1,
    protocol: 'lww',
    seed: 1,
    nodes: {},
    params: { rounds: 0, latency: [10_000, 10_000], stamps: 'hybrid' },
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
  violates: [],
  order: 3,
};

export default scenario;
