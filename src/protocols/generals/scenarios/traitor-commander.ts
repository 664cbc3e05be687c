import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'traitor-commander',
  title: 'The commander is the traitor',
  claim: 'A commander that gives different orders is obeyed by all loyal lieutenants alike',
  notes:
    'C1 orders L1 to attack and the others to retreat. Then the lieutenants tell one another what they were told, and all ' +
    'three see the same three words: one attack, two retreat. Which order they obey does not matter, for the commander is a ' +
    'traitor; that they all obey the same one does (IC1).',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 3 },
    params: { latency: [10000, 10000] },
    variants: [],
    until: 160000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'C1', behaviour: 'splits', options: { attack: 'L1' } } },
    ],
  },
  violates: [],
  order: 2,
};

export default scenario;
