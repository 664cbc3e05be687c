import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'silent-primary',
  title: 'A primary that says nothing',
  claim: 'A primary that leaves clients waiting is replaced',
  notes:
    'R1 hears the client and says nothing. After a while the client asks everybody; each backup passes the request on to R1, waits, and ' +
    'asks for view 2. With three view-changes R2 begins it, and the request goes through its three phases there.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 1 },
    params: { latency: [10_000, 10_000], gst: 1, progressBound: 800_000 },
    variants: [],
    until: 900000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'R1', behaviour: 'silent' } },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 600000, node: 'C1', command: { type: 'write', key: 'x', value: 2 } },
    ],
  },
  violates: [],
  order: 28,
};

export default scenario;
