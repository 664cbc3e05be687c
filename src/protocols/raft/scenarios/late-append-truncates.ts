import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'late-append-truncates',
  title: 'A late message cuts the log',
  claim:
    'If every AppendEntries cuts the log after its own entries, one that comes late takes a confirmed write away',
  notes:
    'S1’s first message to S2 is delivered twice, the second time much later. Meanwhile x=7 is stored by S1, S2 and S3, and confirmed; ' +
    'then S1 crashes. The late copy ends at entry 1. Here a rule is broken on purpose: S2 drops all that follows, though nothing is in ' +
    'conflict, and with S4 and S5 elects a leader that has never heard of x=7. Figure 2 deletes only from an entry that conflicts.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: { latency: [10_000, 10_000] },
    variants: ['truncateAlways'],
    until: 400_000,
    inputs: [
      { at: 0, fault: { type: 'duplicate', from: 'S1', to: 'S2', by: 170_000, nth: 2 } },
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      {
        at: 60_000,
        fault: {
          type: 'partition',
          groups: [
            ['C1', 'S1', 'S2', 'S3'],
            ['S4', 'S5'],
          ],
          until: 230_000,
        },
      },
      { at: 85_000, node: 'C1', command: { type: 'write', key: 'x', value: 7 } },
      { at: 122_000, fault: { type: 'crash', node: 'S1' } },
      { at: 250_000, fire: { node: 'S5', timer: 'election' } },
      { at: 265_000, fault: { type: 'partition', groups: [['S5'], ['S1', 'S2', 'S3', 'S4']], oneWay: true } },
    ],
  },
  violates: ['leader-completeness'],
  order: 30,
};

export default scenario;
