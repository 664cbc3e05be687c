import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'three-generals-obey',
  title: 'Three generals: obey the commander',
  claim: 'Whoever obeys the commander in doubt is wrong in the other of the two runs',
  notes:
    'With this rule L1 would have been right when L2 was the traitor. But L1 cannot tell, and here C1 is: L1 obeys its ' +
    'attack, L2 obeys its retreat, and IC1 is broken. One way out seems to be left: to attack in doubt would be right in ' +
    'both runs. The next run shows what becomes of it.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 2 },
    params: { latency: [10000, 10000], m: '1' },
    variants: ['obeyCommander'],
    until: 160000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'C1', behaviour: 'splits', options: { attack: 'L1' } } },
    ],
  },
  violates: ['ic1'],
  order: 5,
};

export default scenario;
