import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'no-default',
  title: 'Nothing stands in for silence',
  claim: 'Without a default a silent traitor keeps loyal generals from deciding',
  notes:
    'C1 orders L1 to attack, L2 to retreat, and says nothing to L3. L3 has nothing to pass on, and everybody has one word ' +
    'for each order. Here no RETREAT stands in for what does not come, so there is no majority, and nobody ever decides. ' +
    'With the default L3 would have said retreat, and all would have retreated.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 3 },
    params: { latency: [10000, 10000] },
    variants: ['noDefault'],
    until: 160000,
    inputs: [
      {
        at: 0,
        fault: {
          type: 'byzantine',
          node: 'C1',
          behaviour: 'commanderSays',
          options: { words: 'L1=attack L2=retreat L3=nothing' },
        },
      },
    ],
  },
  violates: ['termination'],
  order: 10,
};

export default scenario;
