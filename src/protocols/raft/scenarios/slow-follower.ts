import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'slow-follower',
  title: 'A slow follower',
  claim: 'A leader waits for a majority, not for everybody',
  notes:
    'Whatever S5 has to handle takes it 40 to 60 ms. Writes are confirmed as fast as ever, for three of five are enough. S5’s log lags ' +
    'further and further behind; it has caught up soon after it is as fast as the others again.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: { latency: [8_000, 12_000] },
    variants: [],
    until: 1_200_000,
    inputs: [
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      { at: 60_000, fault: { type: 'slow', node: 'S5', each: [40_000, 60_000], until: 900_000 } },
      { at: 100_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 160_000, node: 'C1', command: { type: 'write', key: 'x', value: 2 } },
      { at: 220_000, node: 'C1', command: { type: 'write', key: 'x', value: 3 } },
      { at: 280_000, node: 'C1', command: { type: 'write', key: 'x', value: 4 } },
      { at: 340_000, node: 'C1', command: { type: 'write', key: 'x', value: 5 } },
      { at: 400_000, node: 'C1', command: { type: 'write', key: 'x', value: 6 } },
      { at: 460_000, node: 'C1', command: { type: 'write', key: 'x', value: 7 } },
      { at: 520_000, node: 'C1', command: { type: 'write', key: 'x', value: 8 } },
      { at: 580_000, node: 'C1', command: { type: 'write', key: 'x', value: 9 } },
      { at: 640_000, node: 'C1', command: { type: 'write', key: 'x', value: 10 } },
    ],
  },
  violates: [],
  order: 4,
};

export default scenario;
