import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'cristian',
  title: 'Cristian',
  claim: 'Half the round trip is the best guess, and the shortest delay bounds its error',
  notes:
    'C1 is 30 ms ahead. It asks, and 40 ms later hears 40.0: it takes the answer to be half a round trip old, and sets its ' +
    'clock to 60.0. Knowing that no message takes less than 5 ms it can say: wrong by at most 40 / 2 − 5 = 15. Here it is ' +
    'right.',
  spec: {
    schema: 1,
    protocol: 'timesync',
    seed: 1,
    nodes: { client: 1 },
    params: { polls: 0, latency: [20_000, 20_000], method: 'Cristian' },
    variants: [],
    until: 120_000,
    inputs: [
      { at: 0, fault: { type: 'clock', node: 'C1', offset: 30_000 } },
      { at: 20_000, node: 'C1', command: { type: 'ask' } },
    ],
  },
  violates: [],
  order: 3,
};

export default scenario;
