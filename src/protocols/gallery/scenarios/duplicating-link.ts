import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'duplicating-link',
  title: 'A link that repeats itself',
  claim: 'A network may deliver twice what was sent once',
  notes:
    'From 100 ms on about half of the messages from C1 to K1 arrive twice: something on the way sent again what had arrived. K1 ' +
    'stores both copies. Numbers in the notes would let it throw the second away; this keeper does not look.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 7,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 5 },
    variants: [],
    until: 400_000,
    inputs: [{ at: 100_000, fault: { type: 'link', from: 'C1', to: 'K1', duplicate: 0.5 } }],
  },
  violates: ['stored-once'],
  order: 18,
};

export default scenario;
