import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'normal-case',
  title: 'Three phases',
  claim:
    'A request is executed everywhere after three rounds of messages, and the client believes two equal answers',
  notes:
    'Four replicas bear one liar. R1 is the primary of view 1: it gives the client’s request a number and tells the others (pre-prepare). Each backup tells all others ' +
    'that it heard it so (prepare). Whoever has the pre-prepare and two matching prepares has prepared the request, and says so (commit). Three commits, and it is executed.',
  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 1 },
    params: {},
    variants: [],
    until: 400_000,
    inputs: [
      { at: 10_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 150_000, node: 'C1', command: { type: 'write', key: 'y', value: 2 } },
      { at: 280_000, node: 'C1', command: { type: 'read', key: 'x' } },
    ],
  },
  violates: [],
  order: 1,
};

export default scenario;
