import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'delayed-note',
  title: 'One note is delayed',
  claim: 'One late message is enough to break the order',
  notes:
    'C1 waits 25 ms for an answer and then sends the next note. The second note takes 32 ms longer than the others, and the ' +
    'third overtakes it. Nothing is lost, but K1 has cheese before bread. Delays of this size are ordinary: two paths through a ' +
    'network, a full queue, a second connection.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 25_000, patience: 25_000, latency: [8_000, 10_000], notes: 4 },
    variants: [],
    until: 200_000,
    inputs: [{ at: 40_000, fault: { type: 'delay', from: 'C1', to: 'K1', by: 32_000 } }],
  },
  violates: ['stored-in-order'],
  order: 23,
};

export default scenario;
