import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'less-is-not-before',
  title: 'Less does not mean before',
  claim: 'C(a) < C(b) says nothing about whether a could have caused b',
  notes:
    'P1 has one event, at 1. P2 has three, and the third is at 3. No message has passed, so the two know nothing of each ' +
    'other: they are concurrent, though 1 is less than 3. Lamport’s clock promises one direction only. Mark one of the ' +
    'two (key o) and go to the other: the lab says how they stand to each other. To tell concurrency apart takes a vector clock.',
  spec: {
    schema: 1,
    protocol: 'lamport',
    seed: 1,
    nodes: { process: 2 },
    params: { rounds: 0 },
    variants: [],
    until: 120_000,
    inputs: [
      { at: 20_000, node: 'P1', command: { type: 'event' } },
      { at: 30_000, node: 'P2', command: { type: 'event' } },
      { at: 50_000, node: 'P2', command: { type: 'event' } },
      { at: 70_000, node: 'P2', command: { type: 'event' } },
    ],
  },
  violates: [],
  order: 3,
};

export default scenario;
