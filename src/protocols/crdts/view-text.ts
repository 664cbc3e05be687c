/**
 * A text on the page and the text of a replica: what somebody typed, as edits of the replica, and places in one copy found again in
 * another. Pure. The page counts UTF-16 units, replicas count characters.
 */
import type { Json, JsonObject } from '../../base/json.ts';
import type { Edit } from './types/data-type.ts';

/** As many as a command may carry (`meta.commands`). */
const MOST = 2_000;

export function lengthOf(text: string): number {
  let n = 0;
  for (const _char of text) n += 1;
  return n;
}

/** So many characters stand before a place in UTF-16 units. */
export function toChars(text: string, units: number): number {
  return lengthOf(text.slice(0, units));
}

/** Where the `chars`th character begins, in UTF-16 units; the end if there are not so many. */
export function toUnits(text: string, chars: number): number {
  let [units, n] = [0, 0];
  for (const char of text) {
    if (n === chars) return units;
    units += char.length;
    n += 1;
  }
  return units;
}

/**
 * What makes `now` of `before`: at most one erasure, then what was typed in its place, in pieces that a command can carry.
 * @param caret where the caret stands in `now`, UTF-16 units: of equal letters side by side it tells which was typed
 */
export function editsBetween(before: string, now: string, caret: number): readonly Edit[] {
  if (before === now) return [];
  let [from, to] = [0, 0];
  const most = Math.min(before.length, now.length);
  const mostBehind = Math.min(most, now.length - Math.min(caret, now.length));
  while (to < mostBehind && before[before.length - 1 - to] === now[now.length - 1 - to]) to += 1;
  while (from < most - to && before[from] === now[from]) from += 1;
  // Where the caret does not tell, as after a change made by the browser itself.
  while (to < most - from && before[before.length - 1 - to] === now[now.length - 1 - to]) to += 1;
  // Never between the two halves of a character.
  if (from > 0 && isHigh(now, from - 1) && isHigh(before, from - 1)) from -= 1;
  if (to > 0 && isLow(now, now.length - to)) to -= 1;
  const at = toChars(before, from);
  const gone = lengthOf(before.slice(from, before.length - to));
  const typed = [...now.slice(from, now.length - to)];
  const edits: Edit[] = gone > 0 ? [{ type: 'erase', at, count: gone }] : [];
  for (let i = 0; i < typed.length; i += MOST) {
    edits.push({ type: 'type', at: at + i, text: typed.slice(i, i + MOST).join('') });
  }
  return edits;
}

function isHigh(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return code >= 0xd800 && code < 0xdc00;
}
function isLow(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return code >= 0xdc00 && code < 0xe000;
}

/** One character of a copy, be it erased or not. */
interface Char {
  readonly id: string;
  readonly gone: boolean;
}

/** The characters of a copy, in order, tombstones included. */
export function charsOf(copy: JsonObject): readonly Char[] {
  const { items } = copy.state as { readonly items?: Json };
  return Array.isArray(items) ? (items as unknown as readonly Char[]) : [];
}

/** The character that stands before a place, '' for the start: a place that stays where it is whatever others type. */
export function anchorAt(chars: readonly Char[], place: number): string {
  let seen = 0;
  if (place <= 0) return '';
  let last = '';
  for (const { id, gone } of chars) {
    if (gone) continue;
    last = id;
    seen += 1;
    if (seen === place) break;
  }
  return last;
}

/**
 * Where a place of one copy is in another, counted in characters that are seen there: behind its character, or behind the nearest one
 * before it that has arrived.
 * @param home the copy in which the place was taken, '' there for its start
 */
export function placeIn(chars: readonly Char[], anchor: string, home: readonly Char[]): number {
  const places = new Map<string, number>();
  let seen = 0;
  for (const { id, gone } of chars) {
    if (!gone) seen += 1;
    places.set(id, seen);
  }
  const there = places.get(anchor);
  if (there !== undefined || anchor === '') return there ?? 0;
  for (let i = home.findIndex(({ id }) => id === anchor) - 1; i >= 0; i--) {
    const before = places.get(home[i]?.id ?? '');
    if (before !== undefined) return before;
  }
  return 0;
}

/** The youngest character of a replica in a copy; null if it has none of it. */
export function latestOf(chars: readonly Char[], by: string): string | null {
  let [best, highest] = [null as string | null, -1];
  for (const { id } of chars) {
    if (!id.startsWith(`${by}.`)) continue;
    const n = Number(id.slice(by.length + 1));
    if (n > highest) [best, highest] = [id, n];
  }
  return best;
}
