import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'slow-network',
  title: 'Timeouts that grow until they fit',
  claim: 'However slow the network is, doubled timeouts are long enough in the end',
  notes:
    'Nobody lies and nothing breaks, but a message takes 100 ms and replicas lose patience after 80. One view after the other is given ' +
    'up before the request has passed through its phases, and each is given twice the time of the last, until one has enough. What was ' +
    'prepared goes with it from view to view.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 1 },
    params: {
      latency: [100_000, 100_000],
      viewTimeout: 80_000,
      clientRetry: 2_000_000,
      statusInterval: 2_000_000,
      gst: 1,
      progressBound: 3_000_000,
    },
    variants: [],
    until: 4000000,
    inputs: [{ at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } }],
  },
  violates: [],
  order: 9,
};

export default scenario;
