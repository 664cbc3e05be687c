import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'outage',
  title: 'An outage of two',
  claim: 'Two keepers on one power line fail as one',
  notes:
    'K1 and K2 stand in one rack and lose power at the same moment; K3 stands elsewhere. For 150 ms one keeper of three is left: ' +
    'three that need a majority would stand still. Failures are often not independent: one power line, one switch, one bad ' +
    'release. Count what fails together, not machines.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 3 },
    params: { notes: 4 },
    variants: [],
    until: 500_000,
    inputs: [{ at: 200_000, fault: { type: 'outage', nodes: ['K1', 'K2'], until: 350_000 } }],
  },
  violates: [],
  order: 5,
};

export default scenario;
