import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'why-commit',
  title: 'Why there is a third phase',
  claim: 'That one replica has prepared a request does not mean that the next views will know of it',
  notes:
    'R1 tells R4 nothing and is silent later. R2 has prepared x=1 as number 1, which nobody else has, and is then cut off. View 2 would ' +
    'be R2’s; view 3 is R3’s. R1 denies having prepared anything, R3 and R4 have not: so number 1 is given to x=2. All is well, for R2 ' +
    'had only prepared x=1: it had not executed it.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 2 },
    params: { latency: [10_000, 10_000] },
    variants: [],
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
  violates: [],
  order: 4,
};

export default scenario;
