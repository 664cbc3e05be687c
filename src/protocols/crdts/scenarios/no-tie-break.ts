import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'no-tie-break',
  title: 'No tie-break',
  claim: 'If two stamps can be equal and nothing decides between them, copies differ for ever',
  notes:
    'R1 and R2 write at the same Lamport time. On equal stamps each keeps what it has, so after any number of merges R1 shows ' +
    '“blue” and R2 “green”. A merge must give the same from both sides.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 2 },
    params: {
      type: 'lww-register',
      replication: 'state',
      sync: 'by command',
      eager: false,
      latency: [20_000, 20_000],
    },
    variants: ['noTieBreak'],
    until: 500_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'write', value: 'blue' } },
      { at: 50_000, node: 'R2', command: { type: 'write', value: 'green' } },
      { at: 150_000, node: 'R1', command: { type: 'merge', into: 'R2' } },
      { at: 250_000, node: 'R2', command: { type: 'merge', into: 'R1' } },
    ],
  },
  violates: ['strong-convergence', 'specification', 'merge-commutative'],
  order: 18,
};

export default scenario;
