import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'a-photograph',
  title: 'A photograph of a running game',
  claim: 'What the processes wrote down at different moments adds up',
  notes:
    'Thirty tokens go around, and at 60 ms P1 begins a snapshot: it writes down how many it has and sends a marker to ' +
    'everybody. Whoever gets its first marker does the same. Nothing is stopped meanwhile. From then on each process writes ' +
    'down what still comes along a channel until the marker does: that was on its way. Add up what stands in the panel: 30.',
  spec: {
    schema: 1,
    protocol: 'snapshot',
    seed: 1,
    nodes: {},
    params: {},
    variants: [],
    until: 400_000,
    inputs: [],
  },
  violates: [],
  order: 1,
};

export default scenario;
