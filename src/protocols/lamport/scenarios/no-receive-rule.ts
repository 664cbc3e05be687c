import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'no-receive-rule',
  title: 'A clock that hears nothing',
  claim: 'Without the rule for receipts a cause may come after its effect',
  notes:
    'P1 has had five events and requests at 6. P2 and P3 receive that and stay at their own count, so they answer at 1: ' +
    'before the request that they answer. P1 waits for something later than 6 and will not get it. Safety does not suffer, ' +
    'for P1 does nothing; but it waits for ever.',
  spec: {
    schema: 1,
    protocol: 'lamport',
    seed: 1,
    nodes: {},
    params: { rounds: 0, latency: [20_000, 20_000], patience: 150_000 },
    variants: ['noReceiveRule'],
    until: 300_000,
    inputs: [
      { at: 5_000, node: 'P1', command: { type: 'event' } },
      { at: 10_000, node: 'P1', command: { type: 'event' } },
      { at: 15_000, node: 'P1', command: { type: 'event' } },
      { at: 20_000, node: 'P1', command: { type: 'event' } },
      { at: 25_000, node: 'P1', command: { type: 'event' } },
      { at: 40_000, node: 'P1', command: { type: 'request' } },
    ],
  },
  violates: ['clock-condition', 'granted-in-time'],
  order: 7,
};

export default scenario;
