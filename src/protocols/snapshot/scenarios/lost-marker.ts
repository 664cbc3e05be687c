import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'lost-marker',
  title: 'A lost marker',
  claim: 'A snapshot without all its markers never ends',
  notes:
    'The marker from P1 to P3 is lost. P3 still hears of the snapshot, from P2, but waits for ever for the marker of P1, ' +
    'and cannot tell silence from an empty channel. Markers have to arrive; the paper assumes links that lose nothing.',
  spec: {
    schema: 1,
    protocol: 'snapshot',
    seed: 1,
    nodes: {},
    params: { moves: 0, snapshotAt: 0, latency: [20_000, 20_000], within: 150_000 },
    variants: [],
    until: 300_000,
    inputs: [
      { at: 15_000, fault: { type: 'drop', from: 'P1', to: 'P3' } },
      { at: 20_000, node: 'P1', command: { type: 'snapshot' } },
    ],
  },
  violates: ['complete-in-time'],
  order: 10,
};

export default scenario;
