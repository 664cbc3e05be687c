import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'crash-stop',
  title: 'Crash for good',
  claim: 'A crash is noticed by silence alone, and only after a while',
  notes:
    'K2 crashes at 200 ms and never comes back. K1 learns of it by hearing nothing: at the first look after 120 ms of silence ' +
    'it suspects K2. C1 gets no more confirmations from K2, nothing tells it why, and after 100 ms it gives each note up. No ' +
    'promise is broken: they are about keepers that are up.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 2 },
    params: { notes: 4 },
    variants: [],
    until: 500_000,
    inputs: [{ at: 200_000, fault: { type: 'crash', node: 'K2' } }],
  },
  violates: [],
  order: 2,
};

export default scenario;
