import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'two-traitors-of-seven',
  title: 'The same two among seven',
  claim: 'Seven replicas bear two liars in league',
  notes:
    'The same two, but seven replicas. A quorum is five, so that any two quorums have three replicas in common and one of them is ' +
    'correct. R3, R4 and R5 hear one story and R6 and R7 the other; with both liars the larger group has five and the smaller four.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 7, client: 2 },
    params: { latency: [10_000, 10_000] },
    variants: [],
    until: 400000,
    inputs: [
      {
        at: 0,
        fault: { type: 'byzantine', node: 'R1', behaviour: 'equivocate', options: { second: 'R6 R7' } },
      },
      { at: 0, fault: { type: 'byzantine', node: 'R2', behaviour: 'collude', options: { with: 'R1' } } },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 12000, node: 'C2', command: { type: 'write', key: 'x', value: 2 } },
    ],
  },
  violates: [],
  order: 16,
};

export default scenario;
