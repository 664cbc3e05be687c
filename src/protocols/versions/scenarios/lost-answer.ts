import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'lost-answer',
  title: 'A lost answer',
  claim: 'Who is not told that its write was stored makes a sibling of it',
  notes:
    'C1 writes “tea”, which is stored, but the answer is lost. C1 gives up, not knowing, and writes “coffee” with the ' +
    'context it had before: nothing. The store cannot know that both come from one mind, and keeps both. A read would have ' +
    'told C1.',
  spec: {
    schema: 1,
    protocol: 'versions',
    seed: 1,
    nodes: { replica: 1, client: 1 },
    params: { rounds: 0, latency: [10_000, 10_000], sync: 0, patience: 50_000 },
    variants: [],
    until: 200_000,
    inputs: [
      { at: 15_000, fault: { type: 'drop', from: 'R1', to: 'C1' } },
      { at: 20_000, node: 'C1', command: { type: 'put', key: 'x', value: 'tea', replica: 'R1' } },
      { at: 90_000, node: 'C1', command: { type: 'put', key: 'x', value: 'coffee', replica: 'R1' } },
      { at: 130_000, node: 'C1', command: { type: 'get', key: 'x', replica: 'R1' } },
    ],
  },
  violates: [],
  order: 9,
};

export default scenario;
