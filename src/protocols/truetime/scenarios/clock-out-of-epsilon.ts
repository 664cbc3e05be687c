import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'clock-out-of-epsilon',
  title: 'A clock out of its bounds',
  claim: 'No rule protects against a clock that is worse than it is said to be',
  notes:
    'No rule is broken here. The clock of S1 is 100 ms fast, and ε says 10. S1 gives 135.0 and waits the usual 20 ms, by ' +
    'its own clock. C2’s later transaction at S2 gets 75.0. Spanner rests on the claim that clocks fail less often than ' +
    'processors do.',
  spec: {
    schema: 1,
    protocol: 'truetime',
    seed: 1,
    nodes: {},
    params: { transactions: 0, latency: [5_000, 5_000] },
    variants: [],
    until: 200_000,
    inputs: [
      { at: 0, fault: { type: 'clock', node: 'S1', offset: 100_000 } },
      { at: 20_000, node: 'C1', command: { type: 'commit', server: 'S1' } },
      { at: 60_000, node: 'C2', command: { type: 'commit', server: 'S2' } },
    ],
  },
  violates: ['external-consistency', 'interval-contains-time'],
  order: 4,
};

export default scenario;
