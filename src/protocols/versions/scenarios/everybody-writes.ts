import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'everybody-writes',
  title: 'Everybody writes',
  claim: 'Stored is exactly what nobody has replaced',
  notes:
    'Three clients read and write at random, at three replicas. Siblings come and go. The promises compare each store with ' +
    'the truth: which write had been read by whom.',
  spec: {
    schema: 1,
    protocol: 'versions',
    seed: 1,
    nodes: { replica: 3, client: 3 },
    params: { rounds: 3 },
    variants: [],
    until: 500_000,
    inputs: [],
  },
  violates: [],
  order: 10,
};

export default scenario;
