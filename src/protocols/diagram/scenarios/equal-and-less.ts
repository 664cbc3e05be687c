import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'equal-and-less',
  title: 'What Lamport’s clock cannot say',
  claim: 'A smaller Lamport stamp does not mean before',
  notes:
    'P1 has four events and never hears of the others. P2 and P3 talk to one another. P1’s first event has 1 and P2’s last has 4, yet ' +
    'neither knows of the other. Turn to vectors: where each has an entry that is greater, two events are concurrent, and a ' +
    'single number cannot say that.',
  cursor: 100_000,
  spec: {
    schema: 1,
    protocol: 'diagram',
    seed: 1,
    nodes: {},
    params: { clock: 'lamport' },
    variants: [],
    until: 100_000,
    inputs: [
      { at: 12_000, node: 'P1', command: { type: 'local' } },
      { at: 34_000, node: 'P1', command: { type: 'local' } },
      { at: 58_000, node: 'P1', command: { type: 'local' } },
      { at: 82_000, node: 'P1', command: { type: 'local' } },
      { at: 20_000, node: 'P2', command: { type: 'send', to: 'P3', after: 16_000 } },
      { at: 50_000, node: 'P3', command: { type: 'send', to: 'P2', after: 18_000 } },
    ],
  },
  violates: [],
  order: 3,
};

export default scenario;
