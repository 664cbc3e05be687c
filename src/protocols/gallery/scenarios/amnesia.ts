import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'amnesia',
  title: 'Amnesia',
  claim: 'A restart without the disk looks like any other, and breaks what was promised before it',
  notes:
    'K2 crashes at 200 ms and its disk is lost with it. At 300 ms it comes back under its old name, empty. Nobody else can see ' +
    'that, yet C1 was told that it keeps two notes. This is why a server that lost its disk must not simply rejoin under its old ' +
    'name.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 2 },
    params: {},
    variants: [],
    until: 500_000,
    inputs: [{ at: 200_000, fault: { type: 'amnesia', node: 'K2', until: 300_000 } }],
  },
  violates: ['confirmed-kept'],
  order: 4,
};

export default scenario;
