import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'signed-three',
  title: 'Signatures: three generals suffice',
  claim: 'With signatures one traitor among three can do nothing',
  notes:
    'The same three generals with the same traitor, and signed orders. L2 would like to say that C1 ordered retreat, but it ' +
    'cannot sign for C1: L1 sees that the signature is not right and refuses the order. SM(m) bears m traitors for any ' +
    'number of generals.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 2 },
    params: { latency: [10000, 10000], algorithm: 'SM' },
    variants: [],
    until: 160000,
    inputs: [{ at: 0, fault: { type: 'byzantine', node: 'L2', behaviour: 'flips' } }],
  },
  violates: [],
  order: 17,
};

export default scenario;
