import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'clock-set-back',
  title: 'A clock is set back',
  claim: 'A clock that is set back undoes writes until it has caught up',
  notes:
    'At 60 ms the clock of R1 is set back by 80 ms. C1’s second write, at the same replica, gets a smaller stamp than its ' +
    'first, and is dropped on the spot. A single replica and a single client are enough.',
  spec: {
    schema: 1,
    protocol: 'lww',
    seed: 1,
    nodes: { replica: 1, client: 1 },
    params: { rounds: 0, latency: [10_000, 10_000] },
    variants: [],
    until: 200_000,
    inputs: [
      { at: 20_000, node: 'C1', command: { type: 'put', value: 'one', replica: 'R1' } },
      { at: 60_000, fault: { type: 'clock', node: 'R1', step: -80_000 } },
      { at: 70_000, node: 'C1', command: { type: 'put', value: 'two', replica: 'R1' } },
      { at: 120_000, node: 'C1', command: { type: 'get', replica: 'R1' } },
    ],
  },
  violates: ['later-write-wins', 'read-write-wins'],
  order: 7,
};

export default scenario;
