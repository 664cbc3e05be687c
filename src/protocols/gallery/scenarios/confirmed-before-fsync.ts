import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'confirmed-before-fsync',
  title: 'Confirmed before fsync',
  claim: 'Who confirms before the disk does will break its word',
  notes:
    'The same crash as in “Crash before fsync”, with one rule broken on purpose: K1 confirms a note while its write is still on ' +
    'the way. C1 hears it sooner; then the power fails, and a note it was told is kept is gone. Switch the rule back on and ' +
    'nothing that was confirmed is lost.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 2 },
    variants: ['ackBeforeSync'],
    until: 350_000,
    inputs: [
      { at: 100_000, fault: { type: 'slowFsync', node: 'K1', by: [50_000, 50_000] } },
      { at: 160_000, fault: { type: 'crash', node: 'K1', until: 220_000 } },
    ],
  },
  violates: ['confirmed-kept'],
  order: 36,
};

export default scenario;
