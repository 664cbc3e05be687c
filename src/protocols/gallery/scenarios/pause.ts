import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'pause',
  title: 'A freeze',
  claim: 'A node that pauses is taken for dead, and does not know it was away',
  notes:
    'K2 stands still from 150 to 350 ms, as in a long garbage collection or when its virtual machine is moved. K1 suspects it, ' +
    'and nothing has crashed; C1 gives the second note up. When K2 wakes its timer is first: it suspects K1 in turn, and then ' +
    'handles what waited. It cannot know that it was away until it looks at a clock.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 2 },
    params: { notes: 4 },
    variants: [],
    until: 500_000,
    inputs: [{ at: 150_000, fault: { type: 'pause', node: 'K2', until: 350_000 } }],
  },
  violates: ['answered-in-time', 'no-false-suspicion'],
  order: 6,
};

export default scenario;
