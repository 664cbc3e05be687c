import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'sequencer-crashes',
  title: 'The sequencer crashes',
  claim: 'What only one can do stops with that one',
  notes:
    'P1 numbers all messages, and crashes. What P3 says afterwards arrives at P2 and waits for a number that nobody gives; ' +
    'even P3 cannot deliver it. A new sequencer would have to be agreed upon, and agreement is what total order is: the two ' +
    'problems are equivalent.',
  spec: {
    schema: 1,
    protocol: 'broadcast',
    seed: 1,
    nodes: {},
    params: { messages: 0, latency: [20_000, 20_000], order: 'total, sequencer' },
    variants: [],
    until: 400_000,
    inputs: [
      { at: 20_000, node: 'P2', command: { type: 'broadcast', text: 'before' } },
      { at: 60_000, fault: { type: 'crash', node: 'P1' } },
      { at: 80_000, node: 'P3', command: { type: 'broadcast', text: 'after' } },
    ],
  },
  violates: ['delivered-in-time'],
  order: 10,
};

export default scenario;
