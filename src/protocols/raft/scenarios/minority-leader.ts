import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'minority-leader',
  title: 'A leader on the wrong side',
  claim: 'A deposed leader cannot commit, whatever it believes',
  notes:
    'S1 keeps its followers’ ear on one side of the cut and goes on accepting writes. Nothing it accepts there survives. On the other side S3 wins ' +
    'term 2 with three of five votes. When the cut heals, S1 hears of term 2, steps down, and x=7 is replaced. ' +
    'C1’s patience is 0 here: it waits for the answer to x=7 for ever, and commands given to it after that never run.',
  cursor: 500_000,
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 42,
    nodes: { server: 5, client: 1 },
    params: { heartbeatInterval: 60_000, latency: [20_000, 32_000], clientTimeout: 0 },
    variants: [],
    until: 900_000,
    inputs: [
      { at: 6_000, fire: { node: 'S1', timer: 'election' } },
      { at: 84_000, node: 'C1', command: { type: 'write', key: 'x', value: 3 } },
      {
        at: 180_000,
        fault: {
          type: 'partition',
          groups: [
            ['C1', 'S1', 'S2'],
            ['S3', 'S4', 'S5'],
          ],
          until: 700_000,
        },
      },
      { at: 440_000, node: 'C1', command: { type: 'write', key: 'x', value: 7, via: 'S1' } },
    ],
  },
  violates: [],
  order: 6,
};

export default scenario;
