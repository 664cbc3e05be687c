import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'stopped-watch',
  title: 'The watcher’s clock stands still',
  claim: 'Who cannot measure time cannot notice silence',
  notes:
    'The clocks of K2 stop at 50 ms, and at 70 ms K1 crashes for good. K2 is up and listens, but for it no time passes: it never ' +
    'notices the silence. Noticing a crash takes a clock that runs.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 2 },
    params: { notes: 4 },
    variants: [],
    until: 500_000,
    inputs: [
      { at: 50_000, fault: { type: 'clock', node: 'K2', stop: true } },
      { at: 70_000, fault: { type: 'crash', node: 'K1' } },
    ],
  },
  violates: ['crash-noticed'],
  order: 34,
};

export default scenario;
