import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'counter-by-operations',
  title: 'Operations instead of states',
  claim: 'Sending “add 3” is small, and needs every message to count exactly once',
  notes:
    'The copies are single numbers, and what travels are the operations. One is lost, one comes twice. Replicas remember what ' +
    'they have applied, so the copy that comes twice is let pass; every 200 ms they tell each other what they have seen, so ' +
    'the lost one is sent again.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: { type: 'pn-counter', replication: 'operations', latency: [20_000, 30_000] },
    variants: [],
    until: 1_000_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'increment', by: 3 } },
      { at: 90_000, fault: { type: 'drop', from: 'R1', to: 'R2', nth: 1 } },
      { at: 90_000, fault: { type: 'duplicate', from: 'R1', to: 'R3', nth: 1, by: 8000 } },
      { at: 100_000, node: 'R1', command: { type: 'increment', by: 4 } },
      { at: 330_000, node: 'R2', command: { type: 'decrement', by: 2 } },
    ],
  },
  violates: [],
  order: 7,
};

export default scenario;
