/** Letters of the sides of a cut. */
import type { SideLetter } from './types.ts';

/**
 * Where a side letter stands: on the start of its cut, or right beside the cursor's line when that would run through it, and
 * through the mark of the event at the cursor.
 * @param cursorX null when out of view
 */
export function letterX(letter: SideLetter, cursorX: number | null): number {
  return cursorX !== null && Math.abs(letter.x - cursorX) < 12 ? cursorX + 17 : letter.x;
}

/** a, b, c, … */
export function sideLetter(side: number): string {
  return String.fromCharCode(97 + (side % 26));
}
