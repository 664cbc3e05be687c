import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'crash-before-fsync',
  title: 'Crash before fsync',
  claim: 'What was not confirmed may be lost, and no promise with it',
  notes:
    'A write lies in the cache of the disk, which a power failure empties, until fsync says that it is safe. Here that takes 35 ' +
    'ms: see the bar on the lane of K1. The second note is in memory and its write on the way when the power fails at 150 ms; ' +
    'after the restart it is gone. C1 was not told that it is kept: K1 confirms only what is safe.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 2 },
    variants: [],
    until: 350_000,
    inputs: [
      { at: 40_000, fault: { type: 'slowFsync', node: 'K1', by: [35_000, 35_000] } },
      { at: 150_000, fault: { type: 'crash', node: 'K1', until: 210_000 } },
    ],
  },
  violates: [],
  order: 35,
};

export default scenario;
