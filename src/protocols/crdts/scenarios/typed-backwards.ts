import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'typed-backwards',
  title: 'Typed backwards',
  claim: 'RGA mixes two words that are typed from their ends',
  notes:
    'The same words, but each letter is typed before the last one: c, b, a and z, y, x. In RGA all six letters hang on the ' +
    'start of the text, ordered by Lamport time, and come out as “xaybzc”. The copies are equal and every letter is there ' +
    'once, yet nobody wrote this.',
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
      { at: 100_000, node: 'R1', command: { type: 'type', at: 0, text: 'c' } },
      { at: 110_000, node: 'R2', command: { type: 'type', at: 0, text: 'z' } },
      { at: 140_000, node: 'R1', command: { type: 'type', at: 0, text: 'b' } },
      { at: 150_000, node: 'R2', command: { type: 'type', at: 0, text: 'y' } },
      { at: 180_000, node: 'R1', command: { type: 'type', at: 0, text: 'a' } },
      { at: 190_000, node: 'R2', command: { type: 'type', at: 0, text: 'x' } },
    ],
  },
  violates: ['not-interleaved'],
  order: 25,
};

export default scenario;
