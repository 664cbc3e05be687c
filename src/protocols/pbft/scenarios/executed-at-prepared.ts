import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'executed-at-prepared',
  title: 'Without the third phase',
  claim: 'A replica that executes what it has merely prepared can be left alone with it',
  notes:
    'The same run, but replicas execute a request as soon as they have prepared it. R2 executes x=1 as number 1 and is cut off. Nobody ' +
    'who is left can prove that x=1 was prepared, so view 3 makes x=2 number 1: two correct replicas have executed different requests ' +
    'under one number.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 2 },
    params: { latency: [10_000, 10_000] },
    variants: ['execAtPrepared'],
    until: 1000000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'R1', behaviour: 'silent', options: { to: 'R4' } } },
      { at: 5000, node: 'C2', command: { type: 'write', key: 'x', value: 2, via: 'R3' } },
      { at: 15000, fault: { type: 'drop', from: 'R3', to: 'R1' } },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 30000, fault: { type: 'drop', from: 'R2', to: 'R3' } },
      { at: 41000, fault: { type: 'partition', groups: [['R2'], ['R1', 'R3', 'R4']] } },
      { at: 45000, fault: { type: 'byzantine', node: 'R1', behaviour: 'silent' } },
      { at: 405000, fault: { type: 'byzantine', node: 'R1', behaviour: 'lieInViewChange' } },
    ],
  },
  violates: ['agreement'],
  order: 5,
};

export default scenario;
