import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'equivocating-primary',
  title: 'A primary that tells two stories',
  claim:
    'What a quorum was told is executed under its number; what only one replica was told never is under that number',
  notes:
    'R1 lies: under number 1 it gives R2 and R3 one request and R4 another. R2 and R3 find two matching prepares, R4 finds only its ' +
    'own, so one story is prepared and the other cannot be. R4 has been told that something else is number 1, and cannot find out by ' +
    'itself; the checkpoint after number 2 shows it that it is behind, and it fetches the state.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 2 },
    params: { latency: [10_000, 10_000], checkpointInterval: 2, window: 4 },
    variants: [],
    until: 600000,
    inputs: [
      {
        at: 0,
        fault: {
          type: 'byzantine',
          node: 'R1',
          behaviour: 'equivocate',
          options: { second: 'R4' },
          until: 200000,
        },
      },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 12000, node: 'C2', command: { type: 'write', key: 'x', value: 2 } },
      { at: 250000, node: 'C1', command: { type: 'write', key: 'y', value: 3 } },
      { at: 400000, node: 'C2', command: { type: 'read', key: 'x' } },
    ],
  },
  violates: [],
  order: 2,
};

export default scenario;
