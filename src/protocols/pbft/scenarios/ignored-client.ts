import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'ignored-client',
  title: 'One client is left out',
  claim: 'A primary that serves all clients but one is replaced',
  notes:
    'R1 orders what C2 asks for and is deaf to C1. When C1 asks everybody, the backups send its request on and their timers run for it: ' +
    'that they execute other requests meanwhile does not stop them. When they have waited long enough they ask for view 2, and R2 ' +
    'orders what C1 asked for.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 2 },
    params: { latency: [10_000, 10_000], gst: 1, progressBound: 600_000 },
    variants: [],
    until: 800000,
    inputs: [
      {
        at: 0,
        fault: { type: 'byzantine', node: 'R1', behaviour: 'ignoreClient', options: { client: 'C1' } },
      },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 20000, node: 'C2', command: { type: 'write', key: 'y', value: 1 } },
      { at: 90000, node: 'C2', command: { type: 'write', key: 'y', value: 2 } },
      { at: 160000, node: 'C2', command: { type: 'write', key: 'y', value: 3 } },
      { at: 230000, node: 'C2', command: { type: 'write', key: 'y', value: 4 } },
      { at: 300000, node: 'C2', command: { type: 'write', key: 'y', value: 5 } },
      { at: 370000, node: 'C2', command: { type: 'write', key: 'y', value: 6 } },
      { at: 440000, node: 'C2', command: { type: 'write', key: 'y', value: 7 } },
    ],
  },
  violates: [],
  order: 33,
};

export default scenario;
