import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'overtaken-marker',
  title: 'Tokens overtake the marker',
  claim: 'The algorithm needs links that keep order',
  notes:
    'Links do not keep order here, and the marker to P2 is slow. P1 writes down 10 and then gives 4; these overtake the ' +
    'marker, and P2 writes down 14. Switch “links keep order” on and the same run adds up.',
  spec: {
    schema: 1,
    protocol: 'snapshot',
    seed: 1,
    nodes: { process: 2 },
    params: { moves: 0, snapshotAt: 0, latency: [20_000, 20_000], fifo: false },
    variants: [],
    until: 200_000,
    inputs: [
      { at: 15_000, fault: { type: 'delay', from: 'P1', to: 'P2', by: 30_000 } },
      { at: 20_000, node: 'P1', command: { type: 'snapshot' } },
      { at: 25_000, node: 'P1', command: { type: 'give', to: 'P2', tokens: 4 } },
    ],
  },
  violates: ['consistent-cut', 'conservation'],
  order: 8,
};

export default scenario;
