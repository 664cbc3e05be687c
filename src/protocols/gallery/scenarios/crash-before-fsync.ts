import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'crash-before-fsync',
  title: 'Crash before fsync',
  claim: 'What was not confirmed may be lost, and no promise with it',
  notes:
    'From 100 ms on the disk of K1 takes 50 ms for a write. K1 has the second note in memory and its write is on the way when the ' +
    'power fails; after the restart it is gone. C1 was not told that it is kept: K1 confirms only what is on disk.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 2 },
    variants: [],
    until: 350_000,
    inputs: [
      { at: 100_000, fault: { type: 'slowFsync', node: 'K1', by: [50_000, 50_000] } },
      { at: 160_000, fault: { type: 'crash', node: 'K1', until: 220_000 } },
    ],
  },
  violates: [],
  order: 35,
};

export default scenario;
