import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'signed-withheld',
  title: 'Signatures: an order withheld',
  claim:
    'A signed order that one loyal lieutenant has seen in time all of them see, whatever traitors withhold',
  notes:
    'C1 and L3 are traitors. C1 signs attack for L1 and L2 and retreat for L3 alone, and L3 shows that to L1 and not to L2. ' +
    'SM(2) has a third round: L1 passes it on with three signatures, and all have both orders.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 3 },
    params: { latency: [10000, 10000], algorithm: 'SM', m: '2' },
    variants: [],
    until: 200000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'C1', behaviour: 'splits', options: { attack: 'L1 L2' } } },
      {
        at: 0,
        fault: { type: 'byzantine', node: 'L3', behaviour: 'says', options: { words: 'L2=nothing' } },
      },
    ],
  },
  violates: [],
  order: 19,
};

export default scenario;
