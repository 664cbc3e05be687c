import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'duplicated-note',
  title: 'One note arrives twice',
  claim: 'Once sent is not once delivered',
  notes:
    'The network delivers the second note twice, 30 ms apart. K1 stores and confirms both copies; C1 takes the second ' +
    'confirmation for the noise it is. For a note this is ugly, for a payment it is worse: a receiver must recognise what it has ' +
    'had.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 3 },
    variants: [],
    until: 300_000,
    inputs: [{ at: 100_000, fault: { type: 'duplicate', from: 'C1', to: 'K1', by: 30_000 } }],
  },
  violates: ['stored-once'],
  order: 25,
};

export default scenario;
