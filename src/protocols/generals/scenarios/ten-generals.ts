import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'ten-generals',
  title: 'Three traitors of ten',
  claim: 'Three traitors among ten take 3,609 words',
  notes:
    'The number of words grows as (n − 1)(n − 2)(n − 3)…: nine for four generals and one traitor, 156 for seven and two, ' +
    '3,609 for ten and three. L7, L8 and L9 draw what they say. It changes nothing, and it is why nobody runs OM(m) in ' +
    'earnest: PBFT, in the next lab, takes a number of messages that grows with n².',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 9 },
    params: { latency: [10000, 10000] },
    variants: [],
    until: 260000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'L7', behaviour: 'random' } },
      { at: 0, fault: { type: 'byzantine', node: 'L8', behaviour: 'random' } },
      { at: 0, fault: { type: 'byzantine', node: 'L9', behaviour: 'random' } },
    ],
  },
  violates: [],
  order: 16,
};

export default scenario;
