import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'one-bad-clock-taken',
  title: 'One bad clock drags all',
  claim: 'A clock that is taken at its word sets everybody’s time',
  notes:
    'The same run, but stamps from far ahead are taken. One message is enough: N1 is at 240, and whoever it talks to as ' +
    'well, though their own clocks show 60. Order is kept, yet the l of N1 and N2 is N3’s from now on: it moves when N3 is ' +
    'heard, first to 240, then to 300, and in between only c goes on.',
  spec: {
    schema: 1,
    protocol: 'hlc',
    seed: 1,
    nodes: {},
    params: { messages: 0, latency: [10_000, 10_000] },
    variants: ['noReject'],
    until: 200_000,
    inputs: [
      { at: 20_000, fault: { type: 'clock', node: 'N3', step: 200_000 } },
      { at: 40_000, node: 'N3', command: { type: 'send', to: 'N1' } },
      { at: 60_000, node: 'N1', command: { type: 'send', to: 'N2' } },
      { at: 80_000, node: 'N2', command: { type: 'send', to: 'N3' } },
      { at: 100_000, node: 'N3', command: { type: 'send', to: 'N2' } },
      { at: 120_000, node: 'N2', command: { type: 'send', to: 'N1' } },
    ],
  },
  violates: ['close-to-pt'],
  order: 5,
};

export default scenario;
