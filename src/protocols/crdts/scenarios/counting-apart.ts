import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'counting-apart',
  title: 'Counting apart',
  claim: 'Each replica counts in its own entry, so copies that come late, twice or out of order do no harm',
  notes:
    'Every link loses, doubles and reorders messages. Each replica increments an entry of its own, and a merge takes the ' +
    'greater of each entry. An old state changes nothing, a state that comes twice changes nothing, and a lost one is made ' +
    'good by the next: in the end all show 11.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: { type: 'g-counter', replication: 'state', every: 150_000, latency: [20_000, 30_000] },
    variants: [],
    until: 1_600_000,
    inputs: [
      {
        at: 0,
        fault: {
          type: 'link',
          from: '*',
          to: '*',
          loss: 0.3,
          duplicate: 0.3,
          reorder: 0.2,
          until: 1_000_000,
        },
      },
      { at: 50_000, node: 'R1', command: { type: 'increment', by: 1 } },
      { at: 120_000, node: 'R2', command: { type: 'increment', by: 2 } },
      { at: 200_000, node: 'R3', command: { type: 'increment', by: 1 } },
      { at: 420_000, node: 'R1', command: { type: 'increment', by: 3 } },
      { at: 640_000, node: 'R2', command: { type: 'increment', by: 4 } },
    ],
  },
  violates: [],
  order: 4,
};

export default scenario;
