import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'never-was',
  title: 'A state that never was',
  claim: 'The snapshot shows a state that the game could have been in, not one it was in',
  notes:
    'P1 writes down 10 and then gives 3 to P2; P2 gives 2 to P1 before the marker comes. The snapshot says: P1 has 10, P2 ' +
    'has 8, and 2 are on the way to P1, none to P2. There was no such moment: when P2 had given, P1 had long had 7. Yet had ' +
    'P1 only waited a little, there would have been. That is all a snapshot promises, and enough to find a deadlock or a ' +
    'lost token.',
  spec: {
    schema: 1,
    protocol: 'snapshot',
    seed: 1,
    nodes: { process: 2 },
    params: { moves: 0, snapshotAt: 0, latency: [30_000, 30_000] },
    variants: [],
    until: 150_000,
    inputs: [
      { at: 20_000, node: 'P1', command: { type: 'snapshot' } },
      { at: 25_000, node: 'P1', command: { type: 'give', to: 'P2', tokens: 3 } },
      { at: 40_000, node: 'P2', command: { type: 'give', to: 'P1', tokens: 2 } },
    ],
  },
  violates: [],
  order: 3,
};

export default scenario;
