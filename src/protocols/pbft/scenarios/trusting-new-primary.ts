import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'trusting-new-primary',
  title: 'Backups that trust the new primary',
  claim: 'If backups believe the new primary, it can give executed numbers away',
  notes:
    'The same run, but backups take the pre-prepares of a new-view as they are. R4 executes nothing as number 1, where the others have ' +
    'executed x=1.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 2 },
    params: { latency: [10_000, 10_000], statusInterval: 1_000_000 },
    variants: ['trustNewViewO'],
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
  violates: ['agreement', 'new-view-well-formed'],
  order: 25,
};

export default scenario;
