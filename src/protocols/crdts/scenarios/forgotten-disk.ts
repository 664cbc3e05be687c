import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'forgotten-disk',
  title: 'Back without its disk',
  claim: 'A replica that forgets everything must not come back under its old name',
  notes:
    'R1 counts 3, and the others know. Then it loses its disk, comes back as R1, and counts 1 before it has heard of its ' +
    'past. Its entry says 1, the old one said 3, and the greater wins: the new visitor is lost. A replica without memory ' +
    'needs a new name.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: { type: 'g-counter', replication: 'state', latency: [20_000, 30_000], every: 400_000 },
    variants: [],
    until: 1_300_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'increment', by: 3 } },
      { at: 200_000, fault: { type: 'amnesia', node: 'R1', until: 260_000 } },
      { at: 300_000, node: 'R1', command: { type: 'increment', by: 1 } },
    ],
  },
  violates: ['strong-convergence', 'specification'],
  order: 36,
};

export default scenario;
