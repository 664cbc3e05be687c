import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'clock-drifts-out',
  title: 'A clock drifts out of ε',
  claim: 'The bound holds as long as the clocks do',
  notes:
    'The clock of N3 runs 20 per cent fast. Until 150 ms its messages are less than 20 ms ahead when they come, and all is ' +
    'well: the others follow its l and count in c. Then it leaves ε, and its messages are refused, one after the other. ' +
    'Something has to bring it back: that is what clock synchronisation is for.',
  spec: {
    schema: 1,
    protocol: 'hlc',
    seed: 1,
    nodes: { node: 3 },
    params: { messages: 0, latency: [10_000, 10_000] },
    variants: [],
    until: 260_000,
    inputs: [
      { at: 0, fault: { type: 'clock', node: 'N3', driftPpm: 200_000 } },
      { at: 40_000, node: 'N3', command: { type: 'send', to: 'N1' } },
      { at: 80_000, node: 'N3', command: { type: 'send', to: 'N2' } },
      { at: 130_000, node: 'N3', command: { type: 'send', to: 'N1' } },
      { at: 170_000, node: 'N3', command: { type: 'send', to: 'N1' } },
      { at: 210_000, node: 'N3', command: { type: 'send', to: 'N2' } },
    ],
  },
  violates: [],
  order: 6,
};

export default scenario;
