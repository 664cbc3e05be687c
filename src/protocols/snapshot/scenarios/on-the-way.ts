import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'on-the-way',
  title: 'Tokens on the way',
  claim: 'A token that is on its way belongs to a channel, and is counted there',
  notes:
    'P2 gives four tokens to P1 just before P1 begins. When P1 writes down its 10, these are in nobody’s hands. P2 has 6 ' +
    'when the marker comes. The four arrive at P1 before the marker of P2 does, so P1 writes them down as on the way from ' +
    'P2: 10 + 6 + 4.',
  spec: {
    schema: 1,
    protocol: 'snapshot',
    seed: 1,
    nodes: { process: 2 },
    params: { moves: 0, snapshotAt: 0, latency: [20_000, 20_000] },
    variants: [],
    until: 150_000,
    inputs: [
      { at: 20_000, node: 'P2', command: { type: 'give', to: 'P1', tokens: 4 } },
      { at: 30_000, node: 'P1', command: { type: 'snapshot' } },
    ],
  },
  violates: [],
  order: 2,
};

export default scenario;
