import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'clock-steps-back',
  title: 'A clock steps back',
  claim: 'A stamp never goes back, whatever the clock does',
  notes:
    'At 60 ms the clock of N1 is set back by 50 ms. Its stamps go on from where they were, c by c, until the clock has come ' +
    'by again. But at 65 ms l is 40 ahead of a clock that is thought to be right within 20: the bound speaks of clocks that ' +
    'do not jump.',
  spec: {
    schema: 1,
    protocol: 'hlc',
    seed: 1,
    nodes: { node: 2 },
    params: { messages: 0, latency: [10_000, 10_000] },
    variants: [],
    until: 200_000,
    inputs: [
      { at: 55_000, node: 'N1', command: { type: 'event' } },
      { at: 60_000, fault: { type: 'clock', node: 'N1', step: -50_000 } },
      { at: 65_000, node: 'N1', command: { type: 'event' } },
      { at: 80_000, node: 'N1', command: { type: 'send', to: 'N2' } },
      { at: 120_000, node: 'N1', command: { type: 'event' } },
    ],
  },
  violates: ['close-to-pt'],
  order: 7,
};

export default scenario;
