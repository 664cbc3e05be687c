import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'no-watermarks',
  title: 'Numbers without bounds',
  claim: 'Without watermarks one liar can make the replicas wait for numbers that will never come',
  notes:
    'The same run without watermarks. The backups prepare and commit number 1 000 001, and cannot execute it, for a million numbers ' +
    'come before it. No new primary can get round it either: it was prepared, so a new view has to fill all the numbers below.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 1 },
    params: { latency: [10_000, 10_000], gst: 1, progressBound: 1_000_000 },
    variants: ['noWatermarks'],
    until: 1500000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'R1', behaviour: 'wrongSequence' } },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
    ],
  },
  violates: ['progress'],
  order: 27,
};

export default scenario;
