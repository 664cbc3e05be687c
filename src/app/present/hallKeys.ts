import type { Shortcut } from '../lab/keys.ts';

/** Of the wall, beside those of the lab; where both name a key, this is what it does there. `useHallKeys` does it. */
export const HALL_KEYS: readonly Shortcut[] = [
  { keys: 'PgDn PgUp', does: 'next slide, slide before; with Shift the next item of a list' },
  { keys: 'Esc', does: 'back to the script from a detour; else leave' },
  { keys: '1 2 3 4', does: 'at a question: a hand more for A, B, C, D; with Shift one less' },
  { keys: 'q', does: 'a question of your own to the room, here' },
  { keys: 'o', does: 'stage and timeline, stage alone, timeline alone' },
  { keys: 'b', does: 'dark; any key brings the slide back' },
  { keys: '.', does: 'the same, as clickers send it' },
];
