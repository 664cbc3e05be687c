import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'late-primary',
  title: 'A primary that takes its time',
  claim: 'A primary that is slower than the timeout is replaced, whether it means harm or not',
  notes:
    'All that R1 sends takes 600 ms longer. Backups cannot tell a liar from a slow network: they wait as long as they think right and ' +
    'ask for view 2. What R1 has sent arrives later and counts for nothing, for it speaks of view 1.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 1 },
    params: { latency: [10_000, 10_000] },
    variants: [],
    until: 900000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'R1', behaviour: 'delay', options: { by: 600 } } },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 650000, node: 'C1', command: { type: 'write', key: 'x', value: 2 } },
    ],
  },
  violates: [],
  order: 31,
};

export default scenario;
