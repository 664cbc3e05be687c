import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'figure-8-broken',
  title: 'Figure 8 with copies counted',
  claim: 'If copies of an old entry count as a commit, a committed entry is overwritten',
  notes:
    'The schedule of the paper’s Figure 8; nobody does anything unasked, and there is no no-op. (a) S1 leads term 2, and its entry 2 ' +
    'reaches S2 alone. (b) S1 is down; S5 leads term 3 and keeps an entry 2 of its own. (c) S5 is down; S1 leads term 4 and brings its ' +
    'old entry to S3: three of five have it now. Here a rule is broken on purpose: S1 takes the copies for a commit and applies x=2. (d) ' +
    'S5 leads term 5 without that entry, which is one broken promise. Once it has an entry of its own term committed, another command is ' +
    'applied where x=2 was, which is the other.',
  cursor: 470_000,
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: {
      latency: [10_000, 10_000],
      electionTimeout: [30_000_000, 30_000_000],
      heartbeatInterval: 20_000_000,
      noOpOnElection: false,
      clientTimeout: 45_000,
    },
    variants: ['commitOldTermByCount'],
    until: 720_000,
    inputs: [
      { at: 10_000, fire: { node: 'S2', timer: 'election' } },
      { at: 60_000, node: 'C1', command: { type: 'write', key: 'x', value: 1, via: 'S2' } },
      { at: 110_000, fire: { node: 'S2', timer: 'heartbeat' } },
      { at: 140_000, fire: { node: 'S1', timer: 'election' } },
      {
        at: 185_000,
        fault: { type: 'partition', groups: [['S1'], ['S3', 'S4', 'S5']], oneWay: true, until: 240_000 },
      },
      { at: 190_000, node: 'C1', command: { type: 'write', key: 'x', value: 2, via: 'S1' } },
      { at: 230_000, fault: { type: 'crash', node: 'S1', until: 370_000 } },
      { at: 240_000, fire: { node: 'S5', timer: 'election' } },
      { at: 270_000, node: 'C1', command: { type: 'write', key: 'x', value: 3, via: 'S5' } },
      {
        at: 275_000,
        fault: {
          type: 'partition',
          groups: [['S5'], ['S1', 'S2', 'S3', 'S4']],
          oneWay: true,
          until: 310_000,
        },
      },
      { at: 300_000, fault: { type: 'crash', node: 'S5', until: 500_000 } },
      { at: 380_000, fire: { node: 'S1', timer: 'election' } },
      { at: 410_000, fire: { node: 'S1', timer: 'election' } },
      { at: 425_000, fault: { type: 'block', from: 'S1', to: 'S4', until: 490_000 } },
      { at: 490_000, fault: { type: 'crash', node: 'S1' } },
      { at: 510_000, fire: { node: 'S5', timer: 'election' } },
      { at: 540_000, fire: { node: 'S5', timer: 'election' } },
      { at: 620_000, node: 'C1', command: { type: 'write', key: 'x', value: 4, via: 'S5' } },
    ],
  },
  violates: ['leader-completeness', 'state-machine-safety'],
  order: 32,
};

export default scenario;
