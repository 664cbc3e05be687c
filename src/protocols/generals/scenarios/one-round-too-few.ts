import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'one-round-too-few',
  title: 'One round too few',
  claim: 'Without the second round nobody finds out that others were told something else',
  notes:
    'OM(1) takes two rounds. Here there is one: the lieutenants obey what the commander told them and tell one another ' +
    'nothing. C1 is a traitor and orders L1 to attack and the others to retreat: IC1 is broken. Each round answers one ' +
    'traitor: m traitors take m + 1.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 3 },
    params: { latency: [10000, 10000] },
    variants: ['mRoundsOnly'],
    until: 160000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'C1', behaviour: 'splits', options: { attack: 'L1' } } },
    ],
  },
  violates: ['ic1'],
  order: 8,
};

export default scenario;
