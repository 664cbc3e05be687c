import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'lost-note',
  title: 'One note is lost',
  claim: 'One lost message is enough for a note never to be kept',
  notes:
    'The second note is lost on its way to K1. Nobody sends it again, so nobody ever stores it; the third is stored behind the ' +
    'first as if nothing were missing. Real protocols number, confirm and repeat; each of these costs something, and this keeper ' +
    'does none.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 3 },
    variants: [],
    until: 300_000,
    inputs: [{ at: 100_000, fault: { type: 'drop', from: 'C1', to: 'K1' } }],
  },
  violates: ['answered-in-time'],
  order: 22,
};

export default scenario;
