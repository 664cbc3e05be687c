import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'two-traitors',
  title: 'One liar too many',
  claim:
    'Of four replicas, two that lie together can make the other two execute different requests under one number',
  notes:
    'R1 gives R3 and R4 different requests as number 1. R2 is in league with it: it tells R3 that it heard R3’s story, and R4 that it ' +
    'heard R4’s. Each of the two sees a quorum of three, and the only correct replica in either is itself. Four replicas bear one liar, ' +
    'and there are two.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 2 },
    params: { latency: [10_000, 10_000] },
    variants: [],
    until: 400000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'R1', behaviour: 'equivocate', options: { second: 'R4' } } },
      { at: 0, fault: { type: 'byzantine', node: 'R2', behaviour: 'collude', options: { with: 'R1' } } },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 12000, node: 'C2', command: { type: 'write', key: 'x', value: 2 } },
    ],
  },
  violates: ['agreement', 'total-order', 'unique-prepared', 'committed-local'],
  order: 15,
};

export default scenario;
