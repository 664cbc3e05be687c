import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'second-story-accepted',
  title: 'Backups that believe both stories',
  claim: 'If backups accept a second request for a number, both can be executed',
  notes:
    'The same run, but backups accept whatever they are told last. R2 and R3 prepare and execute the first request, and then prepare ' +
    'the second one too: enough for R4 to execute it under the same number.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 2 },
    params: { latency: [10_000, 10_000] },
    variants: ['noEquivocationCheck'],
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
  violates: ['agreement', 'total-order', 'unique-prepared'],
  order: 21,
};

export default scenario;
