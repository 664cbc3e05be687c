import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'confirms-without-keeping',
  title: 'Byzantine: confirms without keeping',
  claim: 'A liar breaks a promise that no crash could break',
  notes:
    'K2 confirms every note and stores none. C1 cannot tell the two keepers apart: both answer, in time. Nothing fails by ' +
    'stopping here, so no timeout and no restart helps; only other keepers with the note, and a way to compare, would.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 2 },
    params: { notes: 3 },
    variants: [],
    until: 400_000,
    inputs: [{ at: 0, fault: { type: 'byzantine', node: 'K2', behaviour: 'confirmsUnkept' } }],
  },
  violates: ['confirmed-kept'],
  order: 8,
};

export default scenario;
