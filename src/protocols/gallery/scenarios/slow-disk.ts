import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'slow-disk',
  title: 'A slow disk',
  claim: 'A slow disk makes a slow keeper',
  notes:
    'From 100 to 260 ms each write of K1 takes 50 to 70 ms: so long it lies in the cache of the disk before fsync says that it ' +
    'is safe. Until then K1 confirms nothing and handles nothing else, so confirmations are late, and C1 keeps the next notes ' +
    'waiting. Nothing is lost: slow is a failure too, if somebody waits.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 5 },
    variants: [],
    until: 500_000,
    inputs: [{ at: 100_000, fault: { type: 'slowFsync', node: 'K1', by: [50_000, 70_000], until: 260_000 } }],
  },
  violates: ['answered-in-time'],
  order: 37,
};

export default scenario;
