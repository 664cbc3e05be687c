import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'happened-before-inverted',
  title: 'Happened-before the wrong way round',
  claim: 'One comparison the wrong way round, and the old value wins wherever it comes',
  notes:
    'R1 writes “draft”; R2 reads it and replaces it by “final”. When the state of R1 comes to R2, the register keeps the ' +
    'version that was replaced. Merging is still commutative, associative and idempotent: the laws do not notice.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 2 },
    params: {
      type: 'mv-register',
      replication: 'state',
      sync: 'by command',
      eager: false,
      latency: [20_000, 20_000],
    },
    variants: ['happensBeforeInverted'],
    until: 600_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'write', value: 'draft' } },
      { at: 100_000, node: 'R1', command: { type: 'merge', into: 'R2' } },
      { at: 200_000, node: 'R2', command: { type: 'write', value: 'final' } },
      { at: 300_000, node: 'R2', command: { type: 'merge', into: 'R1' } },
      { at: 400_000, node: 'R1', command: { type: 'merge', into: 'R2' } },
    ],
  },
  violates: ['strong-convergence', 'specification', 'replaced-stays-replaced'],
  order: 21,
};

export default scenario;
