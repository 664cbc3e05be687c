import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'there-and-back',
  title: 'Three numbers, step by step',
  claim: '[1,0,0] → [1,1,0], [1,2,0] → [1,2,1], [1,2,2] → [2,2,2]',
  notes:
    'A message goes from P1 to P2, on to P3 and back to P1. A receive and the sending that follows it are two events here, so P2 and ' +
    'P3 count twice each; where a process answers in the step in which it receives, they are one. When the message is ' +
    'back, P1’s vector holds all of it: every event on the way happened before.',
  cursor: 100_000,
  spec: {
    schema: 1,
    protocol: 'diagram',
    seed: 1,
    nodes: {},
    params: {},
    variants: [],
    until: 100_000,
    inputs: [
      { at: 10_000, node: 'P1', command: { type: 'send', to: 'P2', after: 15_000 } },
      { at: 32_000, node: 'P2', command: { type: 'send', to: 'P3', after: 15_000 } },
      { at: 54_000, node: 'P3', command: { type: 'send', to: 'P1', after: 26_000 } },
    ],
  },
  violates: [],
  order: 2,
};

export default scenario;
