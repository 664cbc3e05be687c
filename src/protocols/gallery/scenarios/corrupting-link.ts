import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'corrupting-link',
  title: 'A link that damages',
  claim: 'Checksums turn damage into loss',
  notes:
    'From 100 ms on about half of the messages from C1 to K1 are damaged on their way. Messages carry a checksum: K1 sees that ' +
    'something is wrong with them and throws them away. It has no false word in its list, and some true ones are missing.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 29,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 6 },
    variants: [],
    until: 450_000,
    inputs: [{ at: 100_000, fault: { type: 'link', from: 'C1', to: 'K1', corrupt: 0.5 } }],
  },
  violates: ['answered-in-time'],
  order: 20,
};

export default scenario;
