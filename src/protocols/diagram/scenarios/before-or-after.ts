import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'before-or-after',
  title: 'Exercise: before, after or concurrent?',
  claim: 'To be earlier is not to be before',
  notes:
    'Two events are picked; say how they stand to each other. Look for a chain of messages and stays on a lane from one to the ' +
    'other: if there is none in either direction they are concurrent, wherever they stand on the page. The answer comes ' +
    'with its reason.',
  cursor: 100_000,
  spec: {
    schema: 1,
    protocol: 'diagram',
    seed: 2,
    nodes: { process: 4 },
    params: { exercise: 'order' },
    variants: [],
    until: 100_000,
    inputs: [
      { at: 8_000, node: 'P1', command: { type: 'send', to: 'P2', after: 14_000 } },
      { at: 12_000, node: 'P4', command: { type: 'local' } },
      { at: 18_000, node: 'P3', command: { type: 'send', to: 'P4', after: 12_000 } },
      { at: 34_000, node: 'P2', command: { type: 'send', to: 'P3', after: 20_000 } },
      { at: 46_000, node: 'P1', command: { type: 'local' } },
      { at: 52_000, node: 'P4', command: { type: 'send', to: 'P1', after: 22_000 } },
      { at: 66_000, node: 'P3', command: { type: 'send', to: 'P2', after: 16_000 } },
    ],
  },
  violates: [],
  order: 6,
};

export default scenario;
