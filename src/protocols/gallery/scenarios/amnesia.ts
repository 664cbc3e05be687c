import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'amnesia',
  title: 'Amnesia',
  claim: 'A restart without the disk looks like any other, and breaks what was promised before it',
  notes:
    'K2 crashes at 200 ms and its disk is lost with it. At 300 ms it comes back under its old name, empty: here the promise ' +
    'breaks, for C1 was told that K2 keeps two notes. Nobody else can see it. This is why a server that lost its disk must not ' +
    'simply rejoin under its old name.',
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
