import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'two-traitors-om1',
  title: 'Two traitors, and rounds for one',
  claim: 'OM(1) bears one traitor and no more, however many generals are loyal',
  notes:
    'The same seven generals and the same two traitors, but the algorithm runs for one traitor, in two rounds. L6 tells ' +
    'those that were told to attack that it was too, and the others that it was not: L1, L2 and L3 count four words of six ' +
    'for attack, L4 and L5 three of six. IC1 is broken. It takes another round to find out what L6 was told.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 6 },
    params: { latency: [10000, 10000], m: '1' },
    variants: [],
    until: 160000,
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
  violates: ['ic1'],
  order: 15,
};

export default scenario;
