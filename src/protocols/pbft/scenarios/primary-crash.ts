import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'primary-crash',
  title: 'The primary crashes when one replica has executed',
  claim: 'What one replica has executed every later view will propose again under its number',
  notes:
    'All have prepared x=1 as number 1, but only R3 hears a quorum of commits and executes it; then R1, the primary, crashes. R2 and R4 ' +
    'ask for view 2, R3 joins them. Any three view-changes hold a proof that x=1 was prepared: R2 has to propose it again as number 1, ' +
    'though it heard of x=2 first.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 2 },
    params: { latency: [10_000, 10_000], statusInterval: 1_000_000 },
    variants: [],
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
  violates: [],
  order: 6,
};

export default scenario;
