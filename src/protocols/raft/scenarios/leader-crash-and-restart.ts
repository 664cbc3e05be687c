import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'leader-crash-and-restart',
  title: 'The leader crashes',
  claim: 'What a leader has committed survives its crash',
  notes:
    'S1 leads, commits x=1 and crashes. The client asks it for x=2, hears nothing and gives up: it cannot know whether x=2 happened. The others ' +
    'elect a leader whose log holds x=1. S1 comes back with the log from its disk, follows, and learns the rest.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: { clientTimeout: 250_000 },
    variants: [],
    until: 1_000_000,
    inputs: [
      { at: 5_000, fire: { node: 'S1', timer: 'election' } },
      { at: 80_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 220_000, fault: { type: 'crash', node: 'S1', until: 760_000 } },
      { at: 280_000, node: 'C1', command: { type: 'write', key: 'x', value: 2 } },
      { at: 560_000, node: 'C1', command: { type: 'write', key: 'y', value: 3 } },
    ],
  },
  violates: [],
  order: 5,
};

export default scenario;
