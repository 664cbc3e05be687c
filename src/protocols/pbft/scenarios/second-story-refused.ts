import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'second-story-refused',
  title: 'Told twice',
  claim: 'A backup that has accepted a request for a number accepts no other in that view',
  notes:
    'R1 tells R4 another story than R2 and R3, and 40 ms later tells these two R4’s story as well. They have accepted another request ' +
    'for the number, and refuse.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 2 },
    params: { latency: [10_000, 10_000] },
    variants: [],
    until: 400000,
    inputs: [
      {
        at: 0,
        fault: {
          type: 'byzantine',
          node: 'R1',
          behaviour: 'equivocate',
          options: { second: 'R4', later: 'R2 R3' },
        },
      },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 12000, node: 'C2', command: { type: 'write', key: 'x', value: 2 } },
    ],
  },
  violates: [],
  order: 20,
};

export default scenario;
