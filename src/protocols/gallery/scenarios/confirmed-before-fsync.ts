import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'confirmed-before-fsync',
  title: 'Confirmed before fsync',
  claim: 'Who confirms before the disk does will break its word',
  notes:
    'The same run as “Crash before fsync”, with one rule broken on purpose: K1 confirms a note while its write is still on the ' +
    'way. A write lies in the cache of the disk, which a power failure empties, until fsync says that it is safe. C1 hears it ' +
    '35 ms sooner; then the power fails, and a note it was told is kept is gone. Switch the rule back on and nothing that was ' +
    'confirmed is lost.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 2 },
    variants: ['ackBeforeSync'],
    until: 350_000,
    inputs: [
      { at: 40_000, fault: { type: 'slowFsync', node: 'K1', by: [35_000, 35_000] } },
      { at: 150_000, fault: { type: 'crash', node: 'K1', until: 210_000 } },
    ],
  },
  violates: ['confirmed-kept'],
  order: 36,
};

export default scenario;
