import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'writing-together',
  title: 'Writing together through a cut',
  claim: 'Everybody types on, whoever is cut off, and all read the same in the end',
  notes:
    'Three people edit one sentence. R3 is cut off for half a second and goes on typing; the others type and erase. ' +
    'Operations that come before those they build on wait. When the cut is over all three read the same text, with ' +
    'everybody’s words whole.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: { type: 'fugue', replication: 'operations', latency: [20_000, 30_000] },
    variants: [],
    until: 1_400_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'type', at: 0, text: 'The cat sat.' } },
      { at: 250_000, fault: { type: 'partition', groups: [['R1', 'R2'], ['R3']], until: 800_000 } },
      { at: 300_000, node: 'R1', command: { type: 'type', at: 4, text: 'black ' } },
      { at: 350_000, node: 'R3', command: { type: 'type', at: 12, text: ' It purred.' } },
      { at: 400_000, node: 'R2', command: { type: 'erase', at: 14, count: 3 } },
      { at: 450_000, node: 'R2', command: { type: 'type', at: 14, text: 'slept' } },
      { at: 500_000, node: 'R3', command: { type: 'erase', at: 0, count: 3 } },
      { at: 600_000, node: 'R3', command: { type: 'type', at: 0, text: 'My' } },
    ],
  },
  violates: [],
  order: 28,
};

export default scenario;
