import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'one-way-partition',
  title: 'A cut in one direction',
  claim: 'When a cut is one-way, only one side sees anything wrong',
  notes:
    'From 100 to 350 ms nothing gets from K1 to K2 and K3; what they send arrives. They suspect K1, and K1 suspects nobody: to it ' +
    'all is well. Detectors that rely on “I hear you, so you hear me” fail here.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 3 },
    params: { notes: 3 },
    variants: [],
    until: 450_000,
    inputs: [
      {
        at: 100_000,
        fault: { type: 'partition', groups: [['K1'], ['K2', 'K3']], oneWay: true, until: 350_000 },
      },
    ],
  },
  violates: ['no-false-suspicion'],
  order: 12,
};

export default scenario;
