import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'crashed-lieutenant',
  title: 'A crash is a mild kind of treason',
  claim: 'A general that crashes costs no more than a traitor: OM(1) bears one',
  notes:
    'L3 crashes before it can pass on what it was told. The others wait until the round is over, take its word for RETREAT, ' +
    'and attack, two words to one. A crash can cut a general off when it has told some and not others, but it never makes ' +
    'it say two things.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 3 },
    params: { latency: [10000, 10000] },
    variants: [],
    until: 160000,
    inputs: [{ at: 40000, fault: { type: 'crash', node: 'L3' } }],
  },
  violates: [],
  order: 12,
};

export default scenario;
