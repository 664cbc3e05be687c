import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'fill-in',
  title: 'Exercise: fill in the stamps',
  claim: 'Who knows the rules can fill in every stamp',
  notes:
    'The stamps are hidden. Fill them in beside the picture and have them checked against the run itself; a wrong one is told its ' +
    'rule. Another drawing is a press away, and so are Lamport, vector and hybrid stamps.',
  cursor: 100_000,
  spec: {
    schema: 1,
    protocol: 'diagram',
    seed: 1,
    nodes: {},
    params: { exercise: 'fill' },
    variants: [],
    until: 100_000,
    inputs: [
      { at: 8_000, node: 'P1', command: { type: 'local' } },
      { at: 20_000, node: 'P1', command: { type: 'send', to: 'P2', after: 16_000 } },
      { at: 14_000, node: 'P3', command: { type: 'send', to: 'P2', after: 40_000 } },
      { at: 66_000, node: 'P2', command: { type: 'send', to: 'P1', after: 18_000 } },
    ],
  },
  violates: [],
  order: 5,
};

export default scenario;
