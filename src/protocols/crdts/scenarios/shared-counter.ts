import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'shared-counter',
  title: 'One number for all',
  claim: 'Keeping the greater of two numbers is a perfect merge, and loses every second increment',
  notes:
    'All replicas count in one number, and a merge keeps the greater. Every law holds: the merge is commutative, associative, ' +
    'idempotent, and updates go up. The copies converge, too. They converge to 1 where 2 visitors came. The laws alone do not ' +
    'make a counter: it must also mean what it should.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 2 },
    params: {
      type: 'g-counter',
      replication: 'state',
      sync: 'by command',
      eager: false,
      latency: [20_000, 20_000],
    },
    variants: ['sharedCounter'],
    until: 450_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'increment', by: 1 } },
      { at: 80_000, node: 'R2', command: { type: 'increment', by: 1 } },
      { at: 150_000, node: 'R1', command: { type: 'merge', into: 'R2' } },
      { at: 250_000, node: 'R2', command: { type: 'merge', into: 'R1' } },
    ],
  },
  violates: ['specification'],
  order: 6,
};

export default scenario;
