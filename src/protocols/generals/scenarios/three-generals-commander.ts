import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'three-generals-commander',
  title: 'Three generals: C1 is the traitor',
  claim: 'L1 hears word for word what it heard in the run before, and here RETREAT is right',
  notes:
    'C1 orders L1 to attack and L2 to retreat, and L2 says truly what it was told. The tree of L1 is the same as in the run ' +
    'before, and L1 cannot know in which of the two it is. To fall back on RETREAT is right here, for L2 does so too; in ' +
    'the run before it was wrong. The next run tries the other way out.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 2 },
    params: { latency: [10000, 10000], m: '1' },
    variants: [],
    until: 160000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'C1', behaviour: 'splits', options: { attack: 'L1' } } },
    ],
  },
  violates: [],
  order: 4,
};

export default scenario;
