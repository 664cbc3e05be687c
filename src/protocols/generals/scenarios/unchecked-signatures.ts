import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'unchecked-signatures',
  title: 'Signatures that nobody checks',
  claim: 'A signature protects only those who check it',
  notes:
    'L2 forges an order to retreat, and L1 does not look at the signatures. V of L1 holds both orders, so it retreats, ' +
    'against the order of a loyal commander. This is what the run with three generals and signatures comes to without the ' +
    'check.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 2 },
    params: { latency: [10000, 10000], algorithm: 'SM' },
    variants: ['noSignatureCheck'],
    until: 160000,
    inputs: [{ at: 0, fault: { type: 'byzantine', node: 'L2', behaviour: 'flips' } }],
  },
  violates: ['ic2', 'orders-signed'],
  order: 21,
};

export default scenario;
