import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'set-that-resurrects',
  title: 'A set that resurrects',
  claim: 'A remove that leaves no trace is undone by the next old state',
  notes:
    'R2 takes milk out of its set, and nothing remembers that it did. Then the state of R1 comes, which still has milk, and ' +
    'the union has it again. A remove has to go up in the order of states, like any other update: it adds a tombstone, or it ' +
    'is forgotten.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 2 },
    params: {
      type: '2p-set',
      replication: 'state',
      sync: 'by command',
      eager: false,
      latency: [20_000, 20_000],
    },
    variants: ['oneSet'],
    until: 500_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'add', element: 'milk' } },
      { at: 100_000, node: 'R1', command: { type: 'merge', into: 'R2' } },
      { at: 200_000, node: 'R2', command: { type: 'remove', element: 'milk' } },
      { at: 300_000, node: 'R1', command: { type: 'merge', into: 'R2' } },
    ],
  },
  violates: ['specification', 'inflationary'],
  order: 11,
};

export default scenario;
