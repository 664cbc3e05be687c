import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'fixed-timeout',
  title: 'Timeouts that never grow',
  claim: 'With a timeout that is too short and stays so, correct replicas replace correct primaries for ever',
  notes:
    'The same run with timeouts that do not double. No view lasts long enough for three phases, and the client waits for ever, though ' +
    'nobody is faulty.',

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
    variants: ['fixedTimeout'],
    until: 4000000,
    inputs: [{ at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } }],
  },
  violates: ['progress'],
  order: 10,
};

export default scenario;
