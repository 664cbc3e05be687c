import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'own-word-left-out',
  title: 'The own word left out',
  claim: 'A lieutenant that counts only what others say can be outvoted by one traitor',
  notes:
    'The majority is to be taken of all n − 1 words: that which the lieutenant had from the commander itself, and those of ' +
    'the others. Here it leaves out its own. L1 has the word of L2, attack, and that of the traitor L3, retreat: no ' +
    'majority, so it retreats against the order of a loyal commander.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 3 },
    params: { latency: [10000, 10000] },
    variants: ['noOwnValue'],
    until: 160000,
    inputs: [{ at: 0, fault: { type: 'byzantine', node: 'L3', behaviour: 'flips' } }],
  },
  violates: ['ic2'],
  order: 11,
};

export default scenario;
