import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'wall-round-trip',
  title: 'A clock set in the middle',
  claim: 'Durations are measured with a stopwatch, never with a clock that can be set',
  notes:
    'While C1 waits for the answer, its clock is set back by 30 ms: an operator, or another program. With a rule broken, C1 ' +
    'measures the round trip by that very clock and finds 10 ms where there were 40. It thinks itself right within 0 ms, ' +
    'and is 15 ms off. With a stopwatch the same inputs hold.',
  spec: {
    schema: 1,
    protocol: 'timesync',
    seed: 1,
    nodes: { client: 1 },
    params: { polls: 0, latency: [20_000, 20_000], method: 'Cristian' },
    variants: ['wallRoundTrip'],
    until: 120_000,
    inputs: [
      { at: 20_000, node: 'C1', command: { type: 'ask' } },
      { at: 40_000, fault: { type: 'clock', node: 'C1', step: -30_000 } },
    ],
  },
  violates: ['error-bounded', 'error-is-asymmetry'],
  order: 7,
};

export default scenario;
