import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'one-bad-clock',
  title: 'One bad clock',
  claim: 'Who refuses stamps from far ahead is not dragged along',
  notes:
    'The clock of N3 jumps 200 ms ahead. Its messages bear stamps that are 200 ms ahead of anybody else’s clock, ten times ' +
    'ε: N1 and N2 do not take them. They lose what N3 had to say, and keep their time. N3 still understands the others.',
  spec: {
    schema: 1,
    protocol: 'hlc',
    seed: 1,
    nodes: {},
    params: { messages: 0, latency: [10_000, 10_000] },
    variants: [],
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
  violates: [],
  order: 4,
};

export default scenario;
