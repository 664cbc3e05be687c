import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'majority-of-five',
  title: 'A majority is not enough',
  claim: 'With five replicas and one liar, quorums of three let it divide them',
  notes:
    'Five replicas bear one liar, and a quorum is four: any two quorums have three replicas in common, two of them correct. Here a ' +
    'majority of three counts as one. R1 tells R2 and R3 one story and R4 and R5 another, and both are executed.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 5, client: 2 },
    params: { latency: [10_000, 10_000] },
    variants: ['quorumMajority'],
    until: 300000,
    inputs: [
      {
        at: 0,
        fault: { type: 'byzantine', node: 'R1', behaviour: 'equivocate', options: { second: 'R4 R5' } },
      },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 12000, node: 'C2', command: { type: 'write', key: 'x', value: 2 } },
    ],
  },
  violates: ['agreement', 'total-order', 'unique-prepared'],
  order: 19,
};

export default scenario;
