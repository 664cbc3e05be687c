import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'three-way-split',
  title: 'Three stories, and a new primary',
  claim: 'When every backup is told another story nothing is prepared, and the backups replace the primary',
  notes:
    'R1 gives each backup another request as number 1. Nobody finds two prepares that match, so nothing can be executed. The backups ' +
    'wait, lose patience and ask for view 2. None of them can prove that anything was prepared, so R2, the primary of view 2, is free ' +
    'to give the requests new numbers.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 3 },
    params: { latency: [10_000, 10_000] },
    variants: [],
    until: 600000,
    inputs: [
      {
        at: 0,
        fault: {
          type: 'byzantine',
          node: 'R1',
          behaviour: 'equivocate',
          options: { second: 'R3', third: 'R4' },
        },
      },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 12000, node: 'C2', command: { type: 'write', key: 'x', value: 2 } },
      { at: 14000, node: 'C3', command: { type: 'write', key: 'x', value: 3 } },
    ],
  },
  violates: [],
  order: 3,
};

export default scenario;
