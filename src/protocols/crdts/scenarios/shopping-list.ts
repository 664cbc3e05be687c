import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'shopping-list',
  title: 'A shared shopping list',
  claim:
    'Two people write on one list without seeing each other, and nothing is lost: milk 3, with the later note',
  notes:
    'Alice (R1) is on the train, cut off from Bob (R2) and from the tablet in the kitchen (R3). She adds 2 milk, “organic”; ' +
    'Bob adds 1 milk, “2 %”. Alice also strikes the eggs off. When the train arrives the copies merge: the amounts add up, ' +
    'because each addition is a part of its own, and of the notes the later one stays. Nobody had to wait, and nobody was ' +
    'asked.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: { type: 'or-map', replication: 'state', stamps: 'wall clock', latency: [20_000, 30_000] },
    variants: [],
    until: 1_600_000,
    inputs: [
      { at: 60_000, node: 'R2', command: { type: 'item', key: 'eggs', by: 6 } },
      { at: 200_000, fault: { type: 'partition', groups: [['R1'], ['R2', 'R3']], until: 900_000 } },
      { at: 300_000, node: 'R1', command: { type: 'item', key: 'milk', by: 2, note: 'organic' } },
      { at: 420_000, node: 'R2', command: { type: 'item', key: 'milk', by: 1, note: '2 %' } },
      { at: 600_000, node: 'R1', command: { type: 'delete', key: 'eggs' } },
      { at: 1_200_000, node: 'R3', command: { type: 'item', key: 'bread', by: 1 } },
    ],
  },
  violates: [],
  order: 1,
};

export default scenario;
