import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'lost-heartbeat',
  title: 'One heartbeat is lost',
  claim: 'One lost heartbeat proves nothing',
  notes:
    'A heartbeat from K1 to K2 is lost at 120 ms. K2 waits 120 ms before it suspects anybody, three heartbeats long, and the next ' +
    'one comes in time. A shorter wait would notice crashes sooner and be wrong more often: set “suspect after” to 60 ms and see.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 2 },
    params: { notes: 3 },
    variants: [],
    until: 400_000,
    inputs: [{ at: 120_000, fault: { type: 'drop', from: 'K1', to: 'K2' } }],
  },
  violates: [],
  order: 21,
};

export default scenario;
