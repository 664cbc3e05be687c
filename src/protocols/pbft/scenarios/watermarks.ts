import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'watermarks',
  title: 'A primary that jumps ahead',
  claim: 'A primary cannot use up the sequence numbers: backups refuse those above the high watermark',
  notes:
    'R1 gives the first request a number beyond a million. The backups accept numbers up to eight above their last checkpoint, refuse ' +
    'this one, and replace R1 when nothing else comes.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 1 },
    params: { latency: [10_000, 10_000], gst: 1, progressBound: 1_000_000 },
    variants: [],
    until: 1500000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'R1', behaviour: 'wrongSequence' } },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
    ],
  },
  violates: [],
  order: 26,
};

export default scenario;
