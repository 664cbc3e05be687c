import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'lowest-view',
  title: 'The older proof wins',
  claim: 'A new view that goes by the older proof gives an executed number away',
  notes:
    'As in “Why there is a third phase”, R2 alone has prepared x=1 as number 1, in view 1, and view 3 makes x=2 number 1. This time R3 ' +
    'alone executes it and is cut off, and R2 is back. View 4 is R4’s. Two of its view-changes prove something about number 1: R2’s ' +
    'that x=1 was prepared in view 1, R4’s that x=2 was prepared in view 3. Here new primaries and backups go by the lowest view. They ' +
    'make x=1 number 1, where R3 has executed x=2.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 2 },
    params: { latency: [10_000, 10_000] },
    variants: ['pickLowestView'],
    until: 1600000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'R1', behaviour: 'silent', options: { to: 'R4' } } },
      { at: 5000, node: 'C2', command: { type: 'write', key: 'x', value: 2, via: 'R3' } },
      { at: 15000, fault: { type: 'drop', from: 'R3', to: 'R1' } },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 30000, fault: { type: 'drop', from: 'R2', to: 'R3' } },
      { at: 41000, fault: { type: 'partition', groups: [['R2'], ['R1', 'R3', 'R4']], until: 800_000 } },
      { at: 45000, fault: { type: 'byzantine', node: 'R1', behaviour: 'silent' } },
      { at: 405000, fault: { type: 'byzantine', node: 'R1', behaviour: 'lieInViewChange' } },
      {
        at: 716000,
        fault: { type: 'partition', groups: [['R3'], ['R1', 'R2', 'R4']], oneWay: true, until: 730_000 },
      },
      { at: 716000, fault: { type: 'block', from: 'R1', to: 'R4', until: 730_000 } },
      { at: 730000, fault: { type: 'partition', groups: [['R3'], ['R1', 'R2', 'R4']] } },
    ],
  },
  violates: ['agreement', 'total-order', 'new-view-well-formed'],
  order: 23,
};

export default scenario;
