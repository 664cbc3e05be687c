import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'clock-stop',
  title: 'A clock that stands still',
  claim: 'A keeper whose clock stands still answers everybody and looks dead',
  notes:
    'At 150 ms both clocks of K2 stop, and with them its heartbeat. K1 suspects it. Yet it handles every message at once and ' +
    'confirms the notes that come, all with the same stamp: what needs no timer goes on.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 2 },
    params: { notes: 4 },
    variants: [],
    until: 500_000,
    inputs: [{ at: 150_000, fault: { type: 'clock', node: 'K2', stop: true } }],
  },
  violates: ['no-false-suspicion', 'stamps-follow'],
  order: 33,
};

export default scenario;
