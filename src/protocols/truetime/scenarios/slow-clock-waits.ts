import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'slow-clock-waits',
  title: 'A slow clock waits longer',
  claim: 'A clock that runs slow costs time, not order',
  notes:
    'From 20 to 50 ms the clock of S1 runs at half speed. S1 gives 42.5 and waits until its clock is past 62.5: that takes ' +
    '52.5 ms, where a right clock would need 40. While it is behind by less than ε nothing is wrong: C1 just waits.',
  spec: {
    schema: 1,
    protocol: 'truetime',
    seed: 1,
    nodes: {},
    params: { transactions: 0, latency: [5_000, 5_000], epsilon: 20_000 },
    variants: [],
    until: 200_000,
    inputs: [
      { at: 20_000, fault: { type: 'clock', node: 'S1', driftPpm: -500_000, until: 50_000 } },
      { at: 20_000, node: 'C1', command: { type: 'commit', server: 'S1' } },
      { at: 110_000, node: 'C2', command: { type: 'commit', server: 'S2' } },
    ],
  },
  violates: [],
  order: 5,
};

export default scenario;
