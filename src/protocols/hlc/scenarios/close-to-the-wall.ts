import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'close-to-the-wall',
  title: 'Three clocks that disagree',
  claim: 'A stamp is close to the wall clock and never puts an effect before its cause',
  notes:
    'N2 is 12 ms fast, N3 is 6 ms slow and loses more. Each stamp is a pair: l is the greatest clock reading that is known ' +
    'of, in milliseconds, and c counts what has the same l. When N3 hears from N2 it cannot go on with its own clock, which ' +
    'is behind: it takes the l of the message and raises c. When its own clock has caught up, c is 0 again.',
  spec: {
    schema: 1,
    protocol: 'hlc',
    seed: 1,
    nodes: {},
    params: {},
    variants: [],
    until: 350_000,
    inputs: [
      { at: 0, fault: { type: 'clock', node: 'N2', offset: 12_000 } },
      { at: 0, fault: { type: 'clock', node: 'N3', offset: -6_000, driftPpm: -20_000 } },
    ],
  },
  violates: [],
  order: 1,
};

export default scenario;
