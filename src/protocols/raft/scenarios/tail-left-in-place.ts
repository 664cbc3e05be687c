import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'tail-left-in-place',
  title: 'A tail left in place',
  claim:
    'If an entry in conflict is replaced but what follows it stays, logs agree on an entry and not on what came before it',
  notes:
    'S1 leads and is cut off with S2: x=1 and x=2 reach these two alone. The others elect S3, whose log goes another way from entry 2 on. ' +
    'When the cut heals S1 hears of it first. Here a rule is broken on purpose: S1 replaces entry 2 and leaves entry 3, which was written ' +
    'after the old one. S2 has the same entry 3 after another entry 2. Switch the rule back on and S1 drops both.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: {
      latency: [10_000, 10_000],
      electionTimeout: [30_000_000, 30_000_000],
      heartbeatInterval: 20_000_000,
      clientTimeout: 30_000,
    },
    variants: ['noTruncateOnConflict'],
    until: 420_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      {
        at: 60_000,
        fault: {
          type: 'partition',
          groups: [
            ['C1', 'S1', 'S2'],
            ['S3', 'S4', 'S5'],
          ],
          until: 220_000,
        },
      },
      { at: 65_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 70_000, node: 'C1', command: { type: 'write', key: 'x', value: 2 } },
      { at: 150_000, fire: { node: 'S3', timer: 'election' } },
      { at: 200_000, fault: { type: 'block', from: 'S3', to: 'S2', until: 300_000 } },
      { at: 230_000, fire: { node: 'S3', timer: 'heartbeat' } },
      { at: 310_000, fire: { node: 'S3', timer: 'heartbeat' } },
    ],
  },
  violates: ['log-matching'],
  order: 29,
};

export default scenario;
