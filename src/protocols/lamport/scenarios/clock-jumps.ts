import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'clock-jumps',
  title: 'A message carries time along',
  claim: 'Whoever hears from a clock that is ahead sets its own past it',
  notes:
    'P3 is busy: five events of its own, and its clock is at 5 while the others stand at 0. Its request is the sixth. On ' +
    'receiving it, P1 and P2 jump to 7: whatever they do from now on is later than the request, as it should be, for it may ' +
    'have been caused by it. Clocks only ever jump forward.',
  spec: {
    schema: 1,
    protocol: 'lamport',
    seed: 1,
    nodes: {},
    params: { rounds: 0, latency: [20_000, 20_000] },
    variants: [],
    until: 200_000,
    inputs: [
      { at: 10_000, node: 'P3', command: { type: 'event' } },
      { at: 14_000, node: 'P3', command: { type: 'event' } },
      { at: 18_000, node: 'P3', command: { type: 'event' } },
      { at: 22_000, node: 'P3', command: { type: 'event' } },
      { at: 26_000, node: 'P3', command: { type: 'event' } },
      { at: 40_000, node: 'P3', command: { type: 'request' } },
    ],
  },
  violates: [],
  order: 2,
};

export default scenario;
