import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'hybrid-is-not-enough',
  title: 'By telephone',
  claim: 'Hybrid stamps keep the order of what is read, not of what is said elsewhere',
  notes:
    'C1 writes “tea” at R1, is told “done”, and rings C2 up. C2 has read nothing; it writes “coffee” at R2, which has heard ' +
    'nothing either: 85.0 against 130.0. When the replicas meet, tea wins. No message in the system told R2. Against that ' +
    'helps only waiting, as in TrueTime.',
  spec: {
    schema: 1,
    protocol: 'lww',
    seed: 1,
    nodes: {},
    params: { rounds: 0, latency: [10_000, 10_000], stamps: 'hybrid', sync: 100_000 },
    variants: [],
    until: 250_000,
    inputs: [
      { at: 0, fault: { type: 'clock', node: 'R1', offset: 100_000 } },
      { at: 20_000, node: 'C1', command: { type: 'put', value: 'tea', replica: 'R1' } },
      { at: 75_000, node: 'C2', command: { type: 'put', value: 'coffee', replica: 'R2' } },
    ],
  },
  violates: ['later-write-wins'],
  order: 4,
};

export default scenario;
