import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'partial-partition',
  title: 'A partial cut',
  claim: 'Two keepers can lose each other while a third sees both',
  notes:
    'Only the link between K1 and K2 is cut, from 100 to 350 ms. They suspect each other; K3 hears both and suspects nobody. ' +
    'There are no two sides here, and no view of who is up that all three would agree on.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 3 },
    params: { notes: 3 },
    variants: [],
    until: 450_000,
    inputs: [{ at: 100_000, fault: { type: 'partial', links: [['K1', 'K2']], until: 350_000 } }],
  },
  violates: ['no-false-suspicion'],
  order: 13,
};

export default scenario;
