import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'typed-backwards-fugue',
  title: 'Typed backwards in Fugue',
  claim: 'Fugue keeps the words apart that RGA mixes',
  notes:
    'The same keys at the same times. In Fugue a letter typed before another hangs on its left, so each word is again a ' +
    'branch of its own, and branches stand in the order of their replicas: “abcxyz”.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 2 },
    params: { type: 'fugue', replication: 'operations', latency: [20_000, 30_000] },
    variants: [],
    until: 900_000,
    inputs: [
      { at: 0, fault: { type: 'partition', groups: [['R1'], ['R2']], until: 500_000 } },
      { at: 100_000, node: 'R1', command: { type: 'type', at: 0, text: 'c' } },
      { at: 110_000, node: 'R2', command: { type: 'type', at: 0, text: 'z' } },
      { at: 140_000, node: 'R1', command: { type: 'type', at: 0, text: 'b' } },
      { at: 150_000, node: 'R2', command: { type: 'type', at: 0, text: 'y' } },
      { at: 180_000, node: 'R1', command: { type: 'type', at: 0, text: 'a' } },
      { at: 190_000, node: 'R2', command: { type: 'type', at: 0, text: 'x' } },
    ],
  },
  violates: [],
  order: 26,
};

export default scenario;
