import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'sibling-explosion',
  title: 'Sibling explosion',
  claim: 'With one vector for all, two clients who take turns fill the store',
  notes:
    'C1 and C2 write in turn, each with the context of its own latest answer; the other has always written since. All ' +
    'siblings share one vector, so R1 can see that a context is not up to date, but not which siblings it covers: it keeps ' +
    'them all. After eight writes there are eight values, though each writer had read and meant to replace all but one.',
  spec: {
    schema: 1,
    protocol: 'versions',
    seed: 1,
    nodes: { replica: 1, client: 2 },
    params: { rounds: 0, latency: [10_000, 10_000], sync: 0 },
    variants: ['oneVector'],
    until: 260_000,
    inputs: [
      { at: 10_000, node: 'C1', command: { type: 'get', key: 'x', replica: 'R1' } },
      { at: 12_000, node: 'C2', command: { type: 'get', key: 'x', replica: 'R1' } },
      { at: 40_000, node: 'C1', command: { type: 'put', key: 'x', value: 'a1', replica: 'R1' } },
      { at: 60_000, node: 'C2', command: { type: 'put', key: 'x', value: 'b1', replica: 'R1' } },
      { at: 80_000, node: 'C1', command: { type: 'put', key: 'x', value: 'a2', replica: 'R1' } },
      { at: 100_000, node: 'C2', command: { type: 'put', key: 'x', value: 'b2', replica: 'R1' } },
      { at: 120_000, node: 'C1', command: { type: 'put', key: 'x', value: 'a3', replica: 'R1' } },
      { at: 140_000, node: 'C2', command: { type: 'put', key: 'x', value: 'b3', replica: 'R1' } },
      { at: 160_000, node: 'C1', command: { type: 'put', key: 'x', value: 'a4', replica: 'R1' } },
      { at: 180_000, node: 'C2', command: { type: 'put', key: 'x', value: 'b4', replica: 'R1' } },
    ],
  },
  violates: ['no-false-siblings'],
  order: 5,
};

export default scenario;
