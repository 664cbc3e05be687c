import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'timestamps-need-fifo',
  title: 'Timestamps on links without order',
  claim: 'Something later says nothing if something earlier may still come behind it',
  notes:
    'Links do not keep order. P1 broadcasts “early” at 1; on its way to P3 it is slow. P3 broadcasts “late”, at 1 as well ' +
    'but after P1 in the order of processes. P1 acknowledges that, and the acknowledgement overtakes “early”. P3 now has ' +
    'something later than 1 from everybody, takes “late” for the earliest there is, and delivers it. The others deliver ' +
    '“early” first.',
  spec: {
    schema: 1,
    protocol: 'broadcast',
    seed: 1,
    nodes: {},
    params: { messages: 0, latency: [20_000, 20_000], order: 'total, timestamps', fifo: false },
    variants: [],
    until: 400_000,
    inputs: [
      { at: 15_000, fault: { type: 'delay', from: 'P1', to: 'P3', by: 120_000 } },
      { at: 20_000, node: 'P1', command: { type: 'broadcast', text: 'early' } },
      { at: 25_000, node: 'P3', command: { type: 'broadcast', text: 'late' } },
    ],
  },
  violates: ['total-order'],
  order: 12,
};

export default scenario;
