import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'false-state',
  title: 'A false state, refused',
  claim: 'A state is taken from anybody, and believed only if a quorum has signed its digest',
  notes:
    'As in “Checkpoints, and a replica that was away”, R4 has missed what the others discarded, and fetches the state. R2, whom it asks ' +
    'first, sends it one in which x is 666. Its digest is not the one that three replicas signed, so R4 throws it away and asks R1.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 1 },
    params: { latency: [10_000, 10_000], checkpointInterval: 2, window: 4, statusInterval: 100_000 },
    variants: [],
    until: 900000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'R2', behaviour: 'wrongState' } },
      { at: 5000, fault: { type: 'partition', groups: [['R4'], ['R1', 'R2', 'R3']], until: 380_000 } },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 100000, node: 'C1', command: { type: 'write', key: 'x', value: 2 } },
      { at: 190000, node: 'C1', command: { type: 'write', key: 'x', value: 3 } },
      { at: 280000, node: 'C1', command: { type: 'write', key: 'x', value: 4 } },
      { at: 400000, node: 'C1', command: { type: 'write', key: 'x', value: 5 } },
      { at: 500000, node: 'C1', command: { type: 'write', key: 'x', value: 6 } },
      { at: 750000, node: 'C1', command: { type: 'read', key: 'x' } },
    ],
  },
  violates: [],
  order: 12,
};

export default scenario;
