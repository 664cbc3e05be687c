import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'blind-write',
  title: 'A write without context',
  claim: 'Who hands back no context replaces nothing',
  notes:
    'C2 writes without having read, and hands back no context. The store cannot know that it meant to replace “tea”, so ' +
    'both stay. A client that never reads leaves a sibling each time.',
  spec: {
    schema: 1,
    protocol: 'versions',
    seed: 1,
    nodes: { replica: 1, client: 2 },
    params: { rounds: 0, latency: [10_000, 10_000], sync: 0 },
    variants: [],
    until: 150_000,
    inputs: [
      { at: 10_000, node: 'C1', command: { type: 'put', key: 'x', value: 'tea', replica: 'R1' } },
      {
        at: 50_000,
        node: 'C2',
        command: { type: 'put', key: 'x', value: 'milk', replica: 'R1', blind: true },
      },
      {
        at: 90_000,
        node: 'C2',
        command: { type: 'put', key: 'x', value: 'juice', replica: 'R1', blind: true },
      },
    ],
  },
  violates: [],
  order: 7,
};

export default scenario;
