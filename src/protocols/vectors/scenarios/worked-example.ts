import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'worked-example',
  title: 'Three numbers, step by step',
  claim: 'A[1,0,0] → B[1,1,0] → C[1,1,1] → A[2,1,1]',
  notes:
    'A note goes from Alice to Bob to Carol and back. At each event the member raises its own entry by one; at a receipt it ' +
    'first takes the greater of each entry. When the note is back at Alice her vector is [2, 1, 1]: two events of her own, ' +
    'one of Bob, one of Carol. Each vector is greater than the one before, for each event knew of it.',
  spec: {
    schema: 1,
    protocol: 'vectors',
    seed: 1,
    nodes: {},
    params: { posts: 0, latency: [20_000, 20_000] },
    variants: [],
    until: 120_000,
    inputs: [{ at: 10_000, node: 'A1', command: { type: 'pass', text: 'note', route: 'B1 C1 A1' } }],
  },
  violates: [],
  order: 2,
};

export default scenario;
