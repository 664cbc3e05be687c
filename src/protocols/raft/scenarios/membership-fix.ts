import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'membership-fix',
  title: 'The membership bug of 2015, mended',
  claim: 'A new leader first commits an entry of its own term, and then no two changes can miss each other',
  notes:
    'The same beginning, with the rule in force: S2 may not remove S1 before its no-op of term 2 is committed by the old four. So S4 has ' +
    'that entry too, and then refuses S1 its vote. S1’s term deposes S2 all the same; elected again, S2 first commits a no-op, and now ' +
    'the change goes through.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 0 },
    params: {
      latency: [10_000, 10_000],
      electionTimeout: [30_000_000, 30_000_000],
      heartbeatInterval: 20_000_000,
      initialMembers: 4,
    },
    variants: [],
    until: 560_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      { at: 80_000, node: 'S1', command: { type: 'addServer', server: 'S5' } },
      {
        at: 95_000,
        fault: { type: 'partition', groups: [['S1'], ['S2', 'S3', 'S4']], oneWay: true, until: 250_000 },
      },
      { at: 200_000, fire: { node: 'S2', timer: 'election' } },
      { at: 215_000, fault: { type: 'block', from: 'S2', to: 'S1' } },
      { at: 215_000, fault: { type: 'block', from: 'S2', to: 'S4', until: 245_000 } },
      { at: 235_000, node: 'S2', command: { type: 'removeServer', server: 'S1' } },
      { at: 250_000, fault: { type: 'partition', groups: [['S1'], ['S2', 'S3']], oneWay: true } },
      { at: 252_000, fire: { node: 'S2', timer: 'heartbeat' } },
      { at: 300_000, fire: { node: 'S1', timer: 'election' } },
      { at: 330_000, fire: { node: 'S2', timer: 'heartbeat' } },
      { at: 360_000, fire: { node: 'S2', timer: 'election' } },
      { at: 420_000, node: 'S2', command: { type: 'removeServer', server: 'S1' } },
    ],
  },
  violates: [],
  order: 21,
};

export default scenario;
