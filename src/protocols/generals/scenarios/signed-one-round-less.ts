import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'signed-one-round-less',
  title: 'Signatures: one traitor too many',
  claim:
    'SM(1) bears one traitor: two can show an order to one lieutenant when nobody can pass it on any more',
  notes:
    'The same two traitors, and SM(1). L3 shows L1 the order to retreat in the last round. L1 has two orders and retreats; ' +
    'L2 has one and attacks. An order that bears m + 1 signatures bears one of a loyal general, who has shown it to all; ' +
    'here the two signatures are of traitors.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 3 },
    params: { latency: [10000, 10000], algorithm: 'SM', m: '1' },
    variants: [],
    until: 160000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'C1', behaviour: 'splits', options: { attack: 'L1 L2' } } },
      {
        at: 0,
        fault: { type: 'byzantine', node: 'L3', behaviour: 'says', options: { words: 'L2=nothing' } },
      },
    ],
  },
  violates: ['ic1'],
  order: 20,
};

export default scenario;
