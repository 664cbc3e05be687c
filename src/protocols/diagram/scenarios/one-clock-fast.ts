import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'one-clock-fast',
  title: 'Hybrid stamps and a clock that is fast',
  claim: 'A fast clock pulls the others’ stamps ahead, and causality holds',
  notes:
    'P1’s clock is 40 ms fast. Its hybrid stamps are what its clock shows; who hears from it takes over the greater l and ' +
    'counts in c until its own clock has caught up. Every receive is still greater than its sending. Take the clock fault ' +
    'away and l is the true time again.',
  cursor: 100_000,
  spec: {
    schema: 1,
    protocol: 'diagram',
    seed: 1,
    nodes: {},
    params: { clock: 'hlc' },
    variants: [],
    until: 100_000,
    inputs: [
      { at: 0, fault: { type: 'clock', node: 'P1', offset: 40_000 } },
      { at: 10_000, node: 'P1', command: { type: 'send', to: 'P2', after: 12_000 } },
      { at: 32_000, node: 'P2', command: { type: 'local' } },
      { at: 40_000, node: 'P2', command: { type: 'send', to: 'P3', after: 8_000 } },
      { at: 24_000, node: 'P3', command: { type: 'local' } },
      { at: 78_000, node: 'P3', command: { type: 'local' } },
    ],
  },
  violates: [],
  order: 4,
};

export default scenario;
