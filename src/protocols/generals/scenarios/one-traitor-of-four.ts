import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'one-traitor-of-four',
  title: 'One traitor among four',
  claim: 'One traitor among four changes nothing: the loyal lieutenants obey the loyal commander',
  notes:
    'C1 orders: attack. Each lieutenant passes on to the others what it was told, and L3 is a traitor: it says the ' +
    'opposite. L1 has the word of C1, of L2 and of L3, and two of three are for attack; so has L2. Whom did L3 hope to ' +
    'fool? Make somebody else a traitor in the panel, or choose other words for L3: as long as there is one traitor, IC1 ' +
    'and IC2 hold.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 3 },
    params: { latency: [10000, 10000] },
    variants: [],
    until: 160000,
    inputs: [{ at: 0, fault: { type: 'byzantine', node: 'L3', behaviour: 'flips' } }],
  },
  violates: [],
  order: 1,
};

export default scenario;
