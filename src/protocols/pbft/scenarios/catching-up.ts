import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'catching-up',
  title: 'Checkpoints, and a replica that was away',
  claim:
    'Whoever missed numbers that the others have discarded is brought up to date by a state that a quorum vouches for',
  notes:
    'R4 is cut off while four requests are executed. Every two numbers the others take a checkpoint; when three say that they have the ' +
    'same state, the log up to it is discarded. Back again, R4 is told number 5, which lies above its high watermark, and later hears ' +
    'of a checkpoint it never reached. It fetches the state and checks it against the digest that three replicas signed.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 1 },
    params: { latency: [10_000, 10_000], checkpointInterval: 2, window: 4, statusInterval: 1_000_000 },
    variants: [],
    until: 900000,
    inputs: [
      { at: 5000, fault: { type: 'partition', groups: [['R4'], ['R1', 'R2', 'R3']], until: 380_000 } },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 100000, node: 'C1', command: { type: 'write', key: 'x', value: 2 } },
      { at: 190000, node: 'C1', command: { type: 'write', key: 'x', value: 3 } },
      { at: 280000, node: 'C1', command: { type: 'write', key: 'x', value: 4 } },
      { at: 400000, node: 'C1', command: { type: 'write', key: 'x', value: 5 } },
      { at: 500000, node: 'C1', command: { type: 'write', key: 'x', value: 6 } },
      { at: 650000, node: 'C1', command: { type: 'read', key: 'x' } },
    ],
  },
  violates: [],
  order: 11,
};

export default scenario;
