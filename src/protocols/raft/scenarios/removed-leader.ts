import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'removed-leader',
  title: 'A leader that removes itself',
  claim: 'A leader that is removed leads until that is committed, and does not count itself',
  notes:
    'S1 leads and is told to remove itself. It appends the configuration without itself and brings it to the others. From then on three ' +
    'of the four others decide, and S1’s own copy does not count. Once it is committed S1 steps down, and the others elect a leader.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: { latency: [8_000, 12_000] },
    variants: [],
    until: 1_000_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      { at: 80_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 200_000, node: 'S1', command: { type: 'removeServer', server: 'S1' } },
      { at: 700_000, node: 'C1', command: { type: 'write', key: 'x', value: 2 } },
    ],
  },
  violates: [],
  order: 20,
};

export default scenario;
