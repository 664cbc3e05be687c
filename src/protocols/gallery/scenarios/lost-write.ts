import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'lost-write',
  title: 'A lost write',
  claim: 'A disk can say “stored” and not have stored',
  notes:
    'The disk says that it has written the third note, and has not. K1 cannot know and confirms it. Only after the restart at 280 ' +
    'ms, when it reads its disk again, is the note gone. A checksum does not help: what is on the disk is sound, only old.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 1 },
    params: { pace: 60_000, notes: 3 },
    variants: [],
    until: 350_000,
    inputs: [
      { at: 170_000, fault: { type: 'lostWrite', node: 'K1' } },
      { at: 250_000, fault: { type: 'crash', node: 'K1', until: 280_000 } },
    ],
  },
  violates: ['confirmed-kept'],
  order: 38,
};

export default scenario;
