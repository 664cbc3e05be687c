import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'forgotten-log',
  title: 'A forgotten log',
  claim: 'If a restart forgets the log, somebody can lead who lacks a confirmed write',
  notes:
    'S1, S2 and S3 store x=7, which is a majority, and the client is told. S1 crashes for good, S2 for a moment. Here a rule is broken on ' +
    'purpose: the log is not kept on disk, so S2 comes back with an empty one and votes for S5, which has never heard of x=7. S3 refuses, ' +
    'but S2, S4 and S5 are a majority. (What S5 then sends gets nowhere, so that only this can be seen.)',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: { latency: [10_000, 10_000] },
    variants: ['volatileLog'],
    until: 400_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      {
        at: 45_000,
        fault: {
          type: 'partition',
          groups: [
            ['C1', 'S1', 'S2', 'S3'],
            ['S4', 'S5'],
          ],
          until: 240_000,
        },
      },
      { at: 90_000, node: 'C1', command: { type: 'write', key: 'x', value: 7 } },
      { at: 200_000, fault: { type: 'crash', node: 'S1' } },
      { at: 210_000, fault: { type: 'crash', node: 'S2', until: 230_000 } },
      { at: 250_000, fire: { node: 'S5', timer: 'election' } },
      { at: 265_000, fault: { type: 'partition', groups: [['S5'], ['S1', 'S2', 'S3', 'S4']], oneWay: true } },
    ],
  },
  violates: ['leader-completeness'],
  order: 26,
};

export default scenario;
