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

/** Where a place of one text is in another that was made of it by one change, in UTF-16 units; within the change, before it. */
export function carried(before: string, now: string, place: number): number {
  const most = Math.min(before.length, now.length);
  let from = 0;
  while (from < most && before[from] === now[from]) from += 1;
  if (place <= from) return place;
  let to = 0;
  while (to < most - from && before[before.length - 1 - to] === now[now.length - 1 - to]) to += 1;
  return place >= before.length - to ? place + now.length - before.length : from;
}

function isHigh(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return code >= 0xd800 && code < 0xdc00;
}
function isLow(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return code >= 0xdc00 && code < 0xe000;
}

/** A piece of a copy, as `types/spans.ts` has it. */
interface Piece {
  readonly id: string;
  readonly size: number;
  readonly gone: boolean;
}

/** The pieces of a copy, in order, tombstones included. */
export function piecesOf(copy: JsonObject): readonly Piece[] {
  const { spans } = copy.state as { readonly spans?: Json };
  return Array.isArray(spans) ? (spans as unknown as readonly Piece[]) : [];
}

interface Name {
  readonly by: string;
  readonly n: number;
}

function nameOf(id: string): Name {
  const cut = id.lastIndexOf('.');
  return { by: id.slice(0, cut), n: Number(id.slice(cut + 1)) };
}

/** The character that stands before a place, '' for the start: a place that stays where it is whatever others type. */
export function anchorAt(pieces: readonly Piece[], place: number): string {
  let [left, last] = [place, ''];
  for (const { id, size, gone } of pieces) {
    if (left <= 0) break;
    if (gone) continue;
    const taken = Math.min(left, size);
    const { by, n } = nameOf(id);
    last = `${by}.${n + taken - 1}`;
    left -= taken;
  }
  return last;
}

/** How many characters are seen up to this one and with it; null if it is not there. */
function seenTo(pieces: readonly Piece[], { by, n }: Name): number | null {
  let seen = 0;
  for (const { id, size, gone } of pieces) {
    const first = nameOf(id);
    if (first.by === by && n >= first.n && n < first.n + size) return gone ? seen : seen + n - first.n + 1;
    if (!gone) seen += size;
  }
  return null;
}

/**
 * Where a place of one copy is in another, counted in characters that are seen there: behind its character, or behind the nearest one
 * before it that has arrived.
 * @param home the copy in which the place was taken, '' there for its start
 */
export function placeIn(pieces: readonly Piece[], anchor: string, home: readonly Piece[]): number {
  if (anchor === '') return 0;
  const name = nameOf(anchor);
  const there = seenTo(pieces, name);
  if (there !== null) return there;
  let from = home.length - 1;
  let last = -1;
  for (; from >= 0; from--) {
    const { id, size } = home[from] as Piece;
    const { by, n } = nameOf(id);
    if (by !== name.by || name.n < n || name.n >= n + size) continue;
    last = name.n;
    break;
  }
  for (; from >= 0; from--) {
    const { id, size } = home[from] as Piece;
    const { by, n } = nameOf(id);
    const arrived = lastThere(pieces, by, n, last < 0 ? n + size - 1 : last);
    if (arrived !== null) return seenTo(pieces, { by, n: arrived }) ?? 0;
    last = -1;
  }
  return 0;
}

/** Of characters with numbers in a row the last that a copy has; null if it has none. */
function lastThere(pieces: readonly Piece[], by: string, from: number, to: number): number | null {
  let best: number | null = null;
  for (const { id, size } of pieces) {
    const first = nameOf(id);
    const end = Math.min(to, first.n + size - 1);
    if (first.by === by && end >= Math.max(from, first.n) && end > (best ?? -1)) best = end;
  }
  return best;
}

/** The youngest character of a replica in a copy; null if it has none of it. */
export function latestOf(pieces: readonly Piece[], by: string): string | null {
  let highest = 0;
  for (const { id, size } of pieces) {
    const first = nameOf(id);
    if (first.by === by) highest = Math.max(highest, first.n + size - 1);
  }
  return highest === 0 ? null : `${by}.${highest}`;
}
