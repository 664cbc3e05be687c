import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'operations-out-of-order',
  title: 'Operations as they come',
  claim: 'A remove that comes before its add removes nothing, and the add stays for ever',
  notes:
    'The same run without waiting. R3 applies the remove at once, finds nothing to remove, and then the add puts milk there ' +
    'for good. Operations commute only if they are concurrent; these two are not.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: { type: 'or-set', replication: 'operations', sync: 'by command', latency: [20_000, 30_000] },
    variants: ['noCausalOrder'],
    until: 500_000,
    inputs: [
      { at: 90_000, fault: { type: 'delay', from: 'R1', to: 'R3', nth: 1, by: 120_000 } },
      { at: 100_000, node: 'R1', command: { type: 'add', element: 'milk' } },
      { at: 160_000, node: 'R2', command: { type: 'remove', element: 'milk' } },
    ],
  },
  violates: ['strong-convergence', 'specification', 'causally-closed'],
  order: 31,
};

export default scenario;
