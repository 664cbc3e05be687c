import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'late-marker',
  title: 'The marker comes too late',
  claim: 'A marker separates before from after only if nothing slips past it',
  notes:
    'With a rule broken, P1 writes down its state, gives 4 tokens to P2, and only then sends the marker. P2 takes the four, ' +
    'and then writes down 14: four tokens that P1 counted too. The cut is not consistent: it holds the receipt of something ' +
    'that, for the cut, was never sent. And the snapshot that P2 begins later waits for a marker that waits for a message: ' +
    'it never ends.',
  spec: {
    schema: 1,
    protocol: 'snapshot',
    seed: 1,
    nodes: { process: 2 },
    params: { moves: 0, snapshotAt: 0, latency: [20_000, 20_000], within: 150_000 },
    variants: ['markerAfterNextMsg'],
    until: 300_000,
    inputs: [
      { at: 20_000, node: 'P1', command: { type: 'snapshot' } },
      { at: 30_000, node: 'P1', command: { type: 'give', to: 'P2', tokens: 4 } },
      { at: 120_000, node: 'P2', command: { type: 'give', to: 'P1', tokens: 1 } },
      { at: 140_000, node: 'P2', command: { type: 'snapshot' } },
    ],
  },
  violates: ['consistent-cut', 'conservation', 'complete-in-time'],
  order: 5,
};

export default scenario;
