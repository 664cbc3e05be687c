import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'slow-node',
  title: 'A slow node',
  claim: 'A keeper can be alive to its peers and useless to its clients',
  notes:
    'From 100 ms on K2 takes 30 to 40 ms over everything it handles. Its heartbeats still arrive often enough, so K1 suspects ' +
    'nothing; its confirmations come too late. This is a gray failure: the failure detector and the clients see different things.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 2 },
    params: { pace: 150_000, notes: 4, heartbeat: 100_000, suspectAfter: 300_000, answerWithin: 50_000 },
    variants: [],
    until: 700_000,
    inputs: [{ at: 100_000, fault: { type: 'slow', node: 'K2', each: [30_000, 40_000] } }],
  },
  violates: ['answered-in-time'],
  order: 7,
};

export default scenario;
