import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'tags-that-are-not-unique',
  title: 'Tags that are not unique',
  claim: 'If two adds can have one tag, removing one removes the other',
  notes:
    'R1 and R2 both add milk, each as its first update, under the tag 1. R1 removes milk: it has seen only its own add. After ' +
    'the merge the milk of R2 is gone too, because its tag looks the same. A tag must name its replica.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 2 },
    params: {
      type: 'or-set',
      replication: 'state',
      sync: 'by command',
      eager: false,
      latency: [20_000, 20_000],
    },
    variants: ['nonUniqueTags'],
    until: 500_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'add', element: 'milk' } },
      { at: 80_000, node: 'R2', command: { type: 'add', element: 'milk' } },
      { at: 150_000, node: 'R1', command: { type: 'remove', element: 'milk' } },
      { at: 250_000, node: 'R1', command: { type: 'merge', into: 'R2' } },
      { at: 350_000, node: 'R2', command: { type: 'merge', into: 'R1' } },
    ],
  },
  violates: ['specification'],
  order: 13,
};

export default scenario;
