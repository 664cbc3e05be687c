import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'add-wins',
  title: 'Added here, removed there',
  claim: 'In an OR-Set an add wins over a remove that did not see it',
  notes:
    'All have milk, under one tag. R1 and R2 are cut off from one another. R1 removes milk: the tag that it sees. R2 adds ' +
    'milk again, under a new tag. After the merge milk is there: the remove took only what it saw. The old tag stays as a ' +
    'tombstone.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: { type: 'or-set', replication: 'state', latency: [20_000, 30_000] },
    variants: [],
    until: 1_300_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'add', element: 'milk' } },
      { at: 300_000, fault: { type: 'partition', groups: [['R1'], ['R2', 'R3']], until: 800_000 } },
      { at: 400_000, node: 'R1', command: { type: 'remove', element: 'milk' } },
      { at: 450_000, node: 'R2', command: { type: 'add', element: 'milk' } },
      { at: 550_000, node: 'R3', command: { type: 'add', element: 'tea' } },
    ],
  },
  violates: [],
  order: 12,
};

export default scenario;
