import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'drift',
  title: 'Quartz drifts',
  claim: 'A clock that was set right goes wrong again: 200 ppm are 2 ms in ten seconds',
  notes:
    'Over a minute: the clock of C1 runs 200 ppm fast, that of C2 100 ppm slow. 1 ppm is 1 µs a second, or 86.4 ms a day; ' +
    '200 ppm are 17.3 s a day. Both ask every ten seconds and are set back by some 2 and 1 ms each time, give or take what ' +
    'the delays differ. How often one has to ask follows from how wrong one may be.',
  spec: {
    schema: 1,
    protocol: 'timesync',
    seed: 1,
    nodes: {},
    params: { polls: 6, period: 10_000_000, latency: [5_000, 6_000] },
    variants: [],
    until: 60_000_000,
    inputs: [
      { at: 0, fault: { type: 'clock', node: 'C1', driftPpm: 200 } },
      { at: 0, fault: { type: 'clock', node: 'C2', driftPpm: -100 } },
    ],
  },
  violates: [],
  order: 6,
};

export default scenario;
