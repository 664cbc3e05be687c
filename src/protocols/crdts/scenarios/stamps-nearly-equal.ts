import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'stamps-nearly-equal',
  title: 'Stamps that are nearly equal',
  claim: '“About the same time” is no basis for a merge: what wins depends on who meets whom first',
  notes:
    'Stamps that differ by 1 count as equal, and then the greater replica wins. R3 writes at 1, R2 at 2, R1 at 3. R3 beats ' +
    'R2, R2 beats R1, and R1 beats R3: a circle. The merge is commutative and idempotent, but not associative. After two ' +
    'rounds every copy has every update, and no two copies are equal.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: {
      type: 'lww-register',
      replication: 'state',
      sync: 'by command',
      eager: false,
      latency: [20_000, 20_000],
    },
    variants: ['fuzzyStamps'],
    until: 450_000,
    inputs: [
      { at: 40_000, node: 'R3', command: { type: 'write', value: 'red' } },
      { at: 50_000, node: 'R2', command: { type: 'write', value: 'yellow' } },
      { at: 60_000, node: 'R1', command: { type: 'write', value: 'black' } },
      { at: 70_000, node: 'R2', command: { type: 'write', value: 'green' } },
      { at: 80_000, node: 'R1', command: { type: 'write', value: 'white' } },
      { at: 100_000, node: 'R1', command: { type: 'write', value: 'blue' } },
      { at: 200_000, node: 'R3', command: { type: 'merge', into: 'R2' } },
      { at: 200_000, node: 'R2', command: { type: 'merge', into: 'R1' } },
      { at: 200_000, node: 'R1', command: { type: 'merge', into: 'R3' } },
      { at: 300_000, node: 'R3', command: { type: 'merge', into: 'R2' } },
      { at: 300_000, node: 'R2', command: { type: 'merge', into: 'R1' } },
      { at: 300_000, node: 'R1', command: { type: 'merge', into: 'R3' } },
    ],
  },
  violates: ['strong-convergence', 'specification', 'merge-associative'],
  order: 19,
};

export default scenario;
