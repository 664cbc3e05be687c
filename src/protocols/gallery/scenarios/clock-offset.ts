import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'clock-offset',
  title: 'A clock that is off',
  claim: 'Two clocks that disagree turn the order of events round',
  notes:
    'From 100 to 300 ms the wall clock of K2 is 120 ms behind. C1 sends its second note after both have stamped the first, and K2 ' +
    'stamps the second earlier than that. Whoever sorts by such stamps puts an effect before its cause. Heartbeats run on the ' +
    'other, monotonic clock and are untouched.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 2 },
    params: { notes: 4 },
    variants: [],
    until: 450_000,
    inputs: [{ at: 100_000, fault: { type: 'clock', node: 'K2', offset: -120_000, until: 300_000 } }],
  },
  violates: ['stamps-follow'],
  order: 29,
};

export default scenario;
