import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'clock-drift',
  title: 'A clock that runs slow',
  claim: 'Who is slow to speak is taken for dead',
  notes:
    'From 100 ms on the clocks of K2 run at a quarter of their speed: real ones drift thousands of times less, and show it after ' +
    'hours. K2 means to send a heartbeat every 40 ms; it sends one every 160, and K1 suspects it each time. Its stamps fall ' +
    'behind as well. A timeout compares two clocks, and trusts both.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 2 },
    params: {},
    variants: [],
    until: 600_000,
    inputs: [{ at: 100_000, fault: { type: 'clock', node: 'K2', driftPpm: -750_000 } }],
  },
  violates: ['no-false-suspicion', 'stamps-follow'],
  order: 31,
};

export default scenario;
