import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'commit-wait',
  title: 'Waiting out the doubt',
  claim: 'Who starts after an answer gets a greater timestamp, whatever the clocks say',
  notes:
    'Clocks may be wrong by 10 ms: S1 is 8 ms fast, S2 8 ms slow. S1 gives the transaction of C1 the latest time it could ' +
    'be, 43.0, and then waits until 43.0 has passed by the earliest it could be. Only then does C1 hear of it. C2 starts ' +
    'after that, at S2, whose clock is far behind that of S1, and still gets a greater timestamp. The two servers have not ' +
    'exchanged a single message.',
  spec: {
    schema: 1,
    protocol: 'truetime',
    seed: 1,
    nodes: {},
    params: { transactions: 0, latency: [5_000, 5_000] },
    variants: [],
    until: 150_000,
    inputs: [
      { at: 0, fault: { type: 'clock', node: 'S1', offset: 8_000 } },
      { at: 0, fault: { type: 'clock', node: 'S2', offset: -8_000 } },
      { at: 20_000, node: 'C1', command: { type: 'commit', server: 'S1' } },
      { at: 60_000, node: 'C2', command: { type: 'commit', server: 'S2' } },
    ],
  },
  violates: [],
  order: 1,
};

export default scenario;
