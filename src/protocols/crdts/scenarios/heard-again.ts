import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'heard-again',
  title: 'On reconnect',
  claim: 'Whoever is heard again is given what it has missed',
  notes:
    'Replicas say hello every 100 ms and send updates as they are made, and nothing else. R3 is away for half a second and ' +
    'misses three elements. At the first hello after the silence the others send it their states, and it sends its own.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: {
      type: 'orswot',
      replication: 'state',
      sync: 'on reconnect',
      every: 100_000,
      latency: [20_000, 30_000],
    },
    variants: [],
    until: 1_400_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'add', element: 'milk' } },
      { at: 300_000, fault: { type: 'partition', groups: [['R1', 'R2'], ['R3']], until: 900_000 } },
      { at: 400_000, node: 'R1', command: { type: 'add', element: 'tea' } },
      { at: 500_000, node: 'R2', command: { type: 'remove', element: 'milk' } },
      { at: 600_000, node: 'R3', command: { type: 'add', element: 'rice' } },
      { at: 700_000, node: 'R1', command: { type: 'add', element: 'eggs' } },
    ],
  },
  violates: [],
  order: 34,
};

export default scenario;
