import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'forgotten-certificates',
  title: 'View-changes that prove nothing',
  claim: 'If view-changes leave out what was prepared, a new view gives executed numbers away',
  notes:
    'The same run, but replicas send view-changes with an empty P. R2 learns of nothing that was prepared and makes x=2 number 1, where ' +
    'R3 has executed x=1.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 2 },
    params: { latency: [10_000, 10_000], statusInterval: 1_000_000 },
    variants: ['emptyP'],
    until: 600000,
    inputs: [
      { at: 5000, node: 'C2', command: { type: 'write', key: 'x', value: 2, via: 'R2' } },
      { at: 15000, fault: { type: 'drop', from: 'R2', to: 'R1' } },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      {
        at: 45000,
        fault: {
          type: 'partition',
          groups: [
            ['R1', 'R3'],
            ['R2', 'R4'],
          ],
          oneWay: true,
          until: 55_000,
        },
      },
      { at: 45000, fault: { type: 'partial', links: [['R2', 'R4']], until: 55_000 } },
      { at: 46000, fault: { type: 'crash', node: 'R1' } },
    ],
  },
  violates: ['agreement'],
  order: 7,
};

export default scenario;
