import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'full-disk',
  title: 'A full disk',
  claim: 'A keeper that cannot write had better stop',
  notes:
    'From 200 to 420 ms the disk of K2 has no room. At the first note it cannot store K2 stops, rather than to confirm what it ' +
    'does not have; K1 suspects it. When there is room again it restarts with all that it had confirmed. The notes of that time ' +
    'are not in its list, and it never confirmed them.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 2 },
    params: {},
    variants: [],
    until: 600_000,
    inputs: [{ at: 200_000, fault: { type: 'diskFull', node: 'K2', until: 420_000 } }],
  },
  violates: [],
  order: 45,
};

export default scenario;
