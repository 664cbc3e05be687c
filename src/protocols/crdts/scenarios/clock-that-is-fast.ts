import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'clock-that-is-fast',
  title: 'A clock that is fast',
  claim: 'With wall clocks the later write can lose, and whoever made it sees nothing happen',
  notes:
    'The clock of R2 is 5 s fast. R2 writes “draft”. R1 reads that, and replaces it by “final”; its own clock is right, so ' +
    'its stamp is smaller, and “final” is lost the moment it is written. All copies agree, on the wrong value. Choose the ' +
    'Lamport clock, which follows what was seen, and the same run is right.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: { type: 'lww-register', replication: 'state', stamps: 'wall clock', latency: [20_000, 30_000] },
    variants: [],
    until: 700_000,
    inputs: [
      { at: 0, fault: { type: 'clock', node: 'R2', offset: 5_000_000 } },
      { at: 100_000, node: 'R2', command: { type: 'write', value: 'draft' } },
      { at: 300_000, node: 'R1', command: { type: 'write', value: 'final' } },
    ],
  },
  violates: ['intent-preserved', 'replaced-stays-replaced'],
  order: 17,
};

export default scenario;
