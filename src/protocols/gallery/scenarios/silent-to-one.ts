import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'silent-to-one',
  title: 'Byzantine: silent to one',
  claim: 'Honest keepers can disagree on who is alive though every link works',
  notes:
    'K3 does everything it should, but sends nothing to K1. K1 suspects it, K2 hears it all the time, and both are right to. From ' +
    'where K1 stands this cannot be told from a link that is cut one way. No promise is broken: of a liar nothing is promised.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 3 },
    params: { notes: 2 },
    variants: [],
    until: 400_000,
    inputs: [
      { at: 100_000, fault: { type: 'byzantine', node: 'K3', behaviour: 'silentTo', options: { to: 'K1' } } },
    ],
  },
  violates: [],
  order: 10,
};

export default scenario;
