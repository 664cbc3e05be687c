import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'clock-fast',
  title: 'A clock that runs fast',
  claim: 'Who counts too fast is impatient',
  notes:
    'The clocks of K2 run twice as fast. K1 sends a heartbeat every 40 ms, by the clock of K2 that is 80, and it suspects after ' +
    '75. Both follow their rules; only a clock is wrong. Whoever waits longer than twice the heartbeat is safe from this one.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 2 },
    params: { notes: 0, suspectAfter: 75_000 },
    variants: [],
    until: 400_000,
    inputs: [{ at: 100_000, fault: { type: 'clock', node: 'K2', driftPpm: 1_000_000, until: 320_000 } }],
  },
  violates: ['no-false-suspicion'],
  order: 32,
};

export default scenario;
