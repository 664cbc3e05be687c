import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'many-in-one-tick',
  title: 'Too many events in one tick',
  claim: 'c stays small only if time goes on between events',
  notes:
    'The clocks tick every 100 ms, so ε is one tick, and the bound on c is 2 · (1 + 1) = 4. N1 has six events within one ' +
    'tick: l cannot move, and c is 6. The bound in the paper assumes that the clock advances between any two events of a ' +
    'node.',
  spec: {
    schema: 1,
    protocol: 'hlc',
    seed: 1,
    nodes: { node: 2 },
    params: { messages: 0, latency: [10_000, 10_000], tick: 100_000 },
    variants: [],
    until: 150_000,
    inputs: [
      { at: 10_000, node: 'N1', command: { type: 'event' } },
      { at: 20_000, node: 'N1', command: { type: 'event' } },
      { at: 30_000, node: 'N1', command: { type: 'event' } },
      { at: 40_000, node: 'N1', command: { type: 'event' } },
      { at: 50_000, node: 'N1', command: { type: 'event' } },
      { at: 60_000, node: 'N1', command: { type: 'event' } },
    ],
  },
  violates: ['small-c'],
  order: 8,
};

export default scenario;
