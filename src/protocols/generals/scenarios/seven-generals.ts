import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'seven-generals',
  title: 'Two traitors of seven',
  claim: 'Seven generals bear two traitors, be the commander one of them',
  notes:
    'C1 orders L1, L2 and L3 to attack and the others to retreat, and L6 says to each what may confuse it most. OM(2) takes ' +
    'three rounds and 156 words. Look at the tree: in the third round the lieutenants say what others said that C1 said, ' +
    'and for each of the others a majority settles which word it was given.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 6 },
    params: { latency: [10000, 10000] },
    variants: [],
    until: 220000,
    inputs: [
      {
        at: 0,
        fault: { type: 'byzantine', node: 'C1', behaviour: 'splits', options: { attack: 'L1 L2 L3' } },
      },
      {
        at: 0,
        fault: {
          type: 'byzantine',
          node: 'L6',
          behaviour: 'says',
          options: { words: 'L1=attack L2=attack L3=attack L4=retreat L5=retreat' },
        },
      },
    ],
  },
  violates: [],
  order: 14,
};

export default scenario;
