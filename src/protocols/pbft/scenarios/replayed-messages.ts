import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'replayed-messages',
  title: 'Old messages, sent again',
  claim: 'Messages of the past change nothing, however genuine they are',
  notes:
    'R3 sends everybody what it has heard before: requests, prepares and commits, all with genuine signatures. Timestamps keep requests ' +
    'from taking effect twice, and views, numbers and watermarks keep votes from counting for anything else than they were cast for.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 1 },
    params: { latency: [10_000, 10_000] },
    variants: [],
    until: 600000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'R3', behaviour: 'replay' } },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 150000, node: 'C1', command: { type: 'write', key: 'x', value: 2 } },
      { at: 300000, node: 'C1', command: { type: 'write', key: 'y', value: 3 } },
      { at: 450000, node: 'C1', command: { type: 'read', key: 'x' } },
    ],
  },
  violates: [],
  order: 29,
};

export default scenario;
