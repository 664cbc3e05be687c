import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'three-replicas-block',
  title: 'Three replicas: none can be spared',
  claim: 'Three replicas cannot bear a liar: one that is silent stops them',
  notes:
    'n = 3 and f = 1. For two quorums to have a correct replica in common they must be of three, and with three replicas that is all of ' +
    'them. R3 says nothing, and the request is never executed, in whatever view.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 3, client: 1 },
    params: { latency: [10_000, 10_000], f: '1', gst: 1, progressBound: 1_500_000 },
    variants: [],
    until: 2000000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'R3', behaviour: 'silent' } },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
    ],
  },
  violates: ['progress'],
  order: 17,
};

export default scenario;
