import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'no-merge',
  title: 'Hearing and not listening',
  claim: 'A vector that takes nothing over is three counters',
  notes:
    'The note goes around again, but nobody takes over what the sender knew. Bob receives at [0, 1, 0] what Alice sent at ' +
    '[1, 0, 0]: the two look concurrent, though one caused the other.',
  spec: {
    schema: 1,
    protocol: 'vectors',
    seed: 1,
    nodes: {},
    params: { posts: 0, latency: [20_000, 20_000] },
    variants: ['noMerge'],
    until: 120_000,
    inputs: [{ at: 10_000, node: 'A1', command: { type: 'pass', text: 'note', route: 'B1 C1 A1' } }],
  },
  violates: ['clock-condition'],
  order: 4,
};

export default scenario;
