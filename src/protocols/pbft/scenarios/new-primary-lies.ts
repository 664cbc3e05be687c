import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'new-primary-lies',
  title: 'A new primary that lies about the past',
  claim: 'A new primary cannot leave out what was prepared: backups work out its proposals for themselves',
  notes:
    'x=1 is number 1 and executed by all but R4, which was cut off for a moment. Then R1 is slow to wake, and the others ask for view ' +
    '2. Its primary, R2, lies: it denies having prepared anything, and its new-view proposes a null request as number 1. But R3’s ' +
    'view-change, without which it has no quorum, proves x=1. The backups see that the proposals do not follow, and go on to view 3.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 2 },
    params: { latency: [10_000, 10_000], statusInterval: 1_000_000 },
    variants: [],
    until: 1200000,
    inputs: [
      {
        at: 0,
        fault: { type: 'byzantine', node: 'R2', behaviour: 'lieInViewChange', options: { proposals: true } },
      },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 35000, fault: { type: 'partition', groups: [['R4'], ['R1', 'R2', 'R3']], until: 60_000 } },
      { at: 100000, fault: { type: 'pause', node: 'R1', until: 700_000 } },
      { at: 120000, node: 'C2', command: { type: 'write', key: 'x', value: 2 } },
    ],
  },
  violates: [],
  order: 24,
};

export default scenario;
