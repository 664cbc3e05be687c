import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'naive-drifts',
  title: 'One number drifts away',
  claim: 'A clock that only ever adds one loses touch with time',
  notes:
    'With the rule l ← max(l + 1, pt) causes come before effects as well, and it needs no c. But here the clocks are ' +
    'coarse, one tick in 10 ms, and the two nodes have an event every 2 ms: each raises l by a whole tick. Within 30 ms l ' +
    'is far ahead, and nothing brings it back while they talk. With the pair it is c that counts, and l stays where the ' +
    'clocks are.',
  spec: {
    schema: 1,
    protocol: 'hlc',
    seed: 1,
    nodes: { node: 2 },
    params: { messages: 0, latency: [10_000, 10_000], tick: 10_000 },
    variants: ['naive'],
    until: 150_000,
    inputs: [
      { at: 20_000, node: 'N1', command: { type: 'send', to: 'N2' } },
      { at: 22_000, node: 'N2', command: { type: 'send', to: 'N1' } },
      { at: 24_000, node: 'N1', command: { type: 'send', to: 'N2' } },
      { at: 26_000, node: 'N2', command: { type: 'send', to: 'N1' } },
      { at: 28_000, node: 'N1', command: { type: 'send', to: 'N2' } },
      { at: 30_000, node: 'N2', command: { type: 'send', to: 'N1' } },
      { at: 32_000, node: 'N1', command: { type: 'send', to: 'N2' } },
      { at: 34_000, node: 'N2', command: { type: 'send', to: 'N1' } },
      { at: 36_000, node: 'N1', command: { type: 'send', to: 'N2' } },
      { at: 38_000, node: 'N2', command: { type: 'send', to: 'N1' } },
      { at: 40_000, node: 'N1', command: { type: 'send', to: 'N2' } },
      { at: 42_000, node: 'N2', command: { type: 'send', to: 'N1' } },
      { at: 44_000, node: 'N1', command: { type: 'send', to: 'N2' } },
      { at: 46_000, node: 'N2', command: { type: 'send', to: 'N1' } },
    ],
  },
  violates: ['close-to-pt'],
  order: 3,
};

export default scenario;
