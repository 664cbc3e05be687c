import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'reordered-note',
  title: 'Two notes change places',
  claim: 'The order of sending is not the order of arrival',
  notes:
    'The second note is held back until the third has arrived, and comes right behind it; C1 has given it up by then. Nothing ' +
    'else is wrong. The number in each note says where it belongs; a keeper that waited for the missing number could put it ' +
    'right.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 25_000, patience: 25_000, latency: [8_000, 10_000], notes: 4 },
    variants: [],
    until: 200_000,
    inputs: [{ at: 40_000, fault: { type: 'reorder', from: 'C1', to: 'K1' } }],
  },
  violates: ['stored-in-order'],
  order: 26,
};

export default scenario;
