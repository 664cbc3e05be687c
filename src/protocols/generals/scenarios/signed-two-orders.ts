import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'signed-two-orders',
  title: 'Signatures: the commander signs two orders',
  claim: 'With signatures a commander that gives two orders is found out, and obeyed by nobody',
  notes:
    'C1 signs attack for L1 and retreat for L2. Each passes on what it has, with its own signature behind. Then both hold ' +
    'both orders, each signed by C1: a proof, which anybody can check, that C1 is a traitor. choice(V) is RETREAT for both.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 2 },
    params: { latency: [10000, 10000], algorithm: 'SM' },
    variants: [],
    until: 160000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'C1', behaviour: 'splits', options: { attack: 'L1' } } },
    ],
  },
  violates: [],
  order: 18,
};

export default scenario;
