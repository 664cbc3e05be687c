import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'silent-commander',
  title: 'A commander that says nothing',
  claim: 'Silence is an answer, if everybody knows when to stop waiting',
  notes:
    'C1 gives no order. At the end of the round each lieutenant takes that for RETREAT and tells the others so. They all ' +
    'retreat, and they know it of one another. This takes a clock and a bound on delays: without them nobody can tell ' +
    'silence from a word that is still on its way.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 3 },
    params: { latency: [10000, 10000] },
    variants: [],
    until: 160000,
    inputs: [{ at: 0, fault: { type: 'byzantine', node: 'C1', behaviour: 'commanderSilent' } }],
  },
  violates: [],
  order: 9,
};

export default scenario;
