import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'one-resource',
  title: 'Three processes, one resource',
  claim: 'Never two at once, and always in the order of the timestamps',
  notes:
    'Each process requests the resource twice, whenever it likes. It tells all others, and waits until its request comes ' +
    'first in its own queue and everybody has sent it something later. No process decides for another: all queues come to ' +
    'the same order because all sort by the same numbers. Watch a queue fill, and the first in it go.',
  spec: {
    schema: 1,
    protocol: 'lamport',
    seed: 1,
    nodes: {},
    params: {},
    variants: [],
    until: 900_000,
    inputs: [],
  },
  violates: [],
  order: 1,
};

export default scenario;
