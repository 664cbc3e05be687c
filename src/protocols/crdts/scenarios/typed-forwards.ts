import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'typed-forwards',
  title: 'Typed forwards',
  claim: 'Two people who type at one place at the same time get two words, not a salad',
  notes:
    'R1 types “abc” and R2 “xyz” at the start of an empty text, cut off from one another. In RGA each letter hangs on the one ' +
    'before it, so each word is a branch of its own: “xyzabc”. Type backwards, and see what happens then.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 2 },
    params: { type: 'rga', replication: 'operations', latency: [20_000, 30_000] },
    variants: [],
    until: 900_000,
    inputs: [
      { at: 0, fault: { type: 'partition', groups: [['R1'], ['R2']], until: 500_000 } },
      { at: 100_000, node: 'R1', command: { type: 'type', at: 0, text: 'a' } },
      { at: 110_000, node: 'R2', command: { type: 'type', at: 0, text: 'x' } },
      { at: 140_000, node: 'R1', command: { type: 'type', at: 1, text: 'b' } },
      { at: 150_000, node: 'R2', command: { type: 'type', at: 1, text: 'y' } },
      { at: 180_000, node: 'R1', command: { type: 'type', at: 2, text: 'c' } },
      { at: 190_000, node: 'R2', command: { type: 'type', at: 2, text: 'z' } },
    ],
  },
  violates: [],
  order: 24,
};

export default scenario;
