import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'slow-link',
  title: 'A slow link',
  claim: 'A message that is late enough counts as lost, until it comes',
  notes:
    'From 100 to 290 ms messages from C1 to K1 take 62 to 66 ms instead of 10. Every note arrives and is confirmed, too late to ' +
    'count. C1 waits 100 ms; whoever had given up after 60 would have given up on notes that were stored.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 5 },
    variants: [],
    until: 450_000,
    inputs: [
      {
        at: 100_000,
        fault: { type: 'link', from: 'C1', to: 'K1', latency: [62_000, 66_000], until: 290_000 },
      },
    ],
  },
  violates: ['answered-in-time'],
  order: 16,
};

export default scenario;
