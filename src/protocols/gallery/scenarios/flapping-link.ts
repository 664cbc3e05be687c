import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'flapping-link',
  title: 'A cut that flaps',
  claim: 'A link that comes and goes makes a detector change its mind again and again',
  notes:
    'The link between the keepers is cut for 170 ms, holds for 70 ms, is cut again. Each time they suspect each other and take it ' +
    'back. A system that acts on every suspicion, by an election or by copying data, is kept busy with nothing but that.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 2 },
    params: { notes: 3 },
    variants: [],
    until: 800_000,
    inputs: [
      {
        at: 60_000,
        fault: {
          type: 'partition',
          groups: [['K1'], ['K2']],
          flap: { down: 170_000, up: 70_000 },
          until: 700_000,
        },
      },
    ],
  },
  violates: ['no-false-suspicion'],
  order: 14,
};

export default scenario;
