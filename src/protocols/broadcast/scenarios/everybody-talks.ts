import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'everybody-talks',
  title: 'Everybody talks',
  claim: 'Each process sees another order, and none sees a reply before its cause',
  notes:
    'Three processes, two messages each, at random moments, under causal order. Compare the three sequences in the panel: ' +
    'messages that know nothing of each other stand in different orders, and that is allowed. Change the order to total and ' +
    'look again; change it to best effort and count what comes too early.',
  spec: {
    schema: 1,
    protocol: 'broadcast',
    seed: 1,
    nodes: {},
    params: {},
    variants: [],
    until: 400_000,
    inputs: [],
  },
  violates: [],
  order: 6,
};

export default scenario;
