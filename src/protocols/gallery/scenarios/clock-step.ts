import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'clock-step',
  title: 'A clock that jumps',
  claim: 'A wall clock can go backwards',
  notes:
    'At 150 ms somebody sets the wall clock of K1 back by 100 ms. Its third note gets an earlier stamp than its second, and C1, ' +
    'which knows both, sees time go back. So never measure a duration with a wall clock: a monotonic clock does not jump.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 3 },
    variants: [],
    until: 300_000,
    inputs: [{ at: 150_000, fault: { type: 'clock', node: 'K1', step: -100_000 } }],
  },
  violates: ['stamps-follow'],
  order: 30,
};

export default scenario;
