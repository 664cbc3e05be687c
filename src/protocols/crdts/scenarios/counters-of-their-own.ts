import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'counters-of-their-own',
  title: 'Counters of their own',
  claim: 'The number of a character must exceed all that its writer has seen',
  notes:
    'R1 types “ab”. R2 sees that, and types x between the two. If every replica numbers its characters by a counter of its ' +
    'own, x has the number 1, b has 2, and younger ones come first: R2 typed “axb” and sees “abx”.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 2 },
    params: { type: 'rga', replication: 'operations', latency: [20_000, 30_000] },
    variants: ['ownCounters'],
    until: 500_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'type', at: 0, text: 'ab' } },
      { at: 200_000, node: 'R2', command: { type: 'type', at: 1, text: 'x' } },
    ],
  },
  violates: ['specification', 'intent-preserved'],
  order: 27,
};

export default scenario;
