import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'partition',
  title: 'A cut',
  claim: 'A cut looks like a crash from both sides',
  notes:
    'From 100 to 350 ms nothing passes between K1 and K2; C1 reaches both. Each keeper suspects the other, and both are up and at ' +
    'work: what each hears is exactly what it would hear of a crash. When the cut heals, the next heartbeat takes the suspicion ' +
    'back.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 2 },
    params: { notes: 4 },
    variants: [],
    until: 500_000,
    inputs: [{ at: 100_000, fault: { type: 'partition', groups: [['K1'], ['K2']], until: 350_000 } }],
  },
  violates: ['no-false-suspicion'],
  order: 11,
};

export default scenario;
