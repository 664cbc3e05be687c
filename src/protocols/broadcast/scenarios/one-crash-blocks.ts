import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'one-crash-blocks',
  title: 'One crash blocks the timestamps',
  claim: 'Who has to hear from everybody waits for whoever is gone',
  notes:
    'P3 crashes, and says nothing later than any timestamp any more. P1 and P2 have the next message, with all ' +
    'acknowledgements but that of P3, and cannot deliver it: for all they know P3 has sent something earlier.',
  spec: {
    schema: 1,
    protocol: 'broadcast',
    seed: 1,
    nodes: {},
    params: { messages: 0, latency: [20_000, 20_000], order: 'total, timestamps' },
    variants: [],
    until: 400_000,
    inputs: [
      { at: 20_000, node: 'P1', command: { type: 'broadcast', text: 'before' } },
      { at: 90_000, fault: { type: 'crash', node: 'P3' } },
      { at: 100_000, node: 'P2', command: { type: 'broadcast', text: 'after' } },
    ],
  },
  violates: ['delivered-in-time'],
  order: 11,
};

export default scenario;
