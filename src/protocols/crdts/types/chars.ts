/** Spans as single characters, where something is asked of each; and what lies between two states of one copy. */
import { later, part, type Span } from './spans.ts';

export interface Item {
  readonly id: string;
  /** The character it was hung on, '' for the start of the text. */
  readonly parent: string;
  readonly side: 'left' | 'right';
  readonly char: string;
  readonly gone: boolean;
}

export function itemsOf(spans: readonly Span[]): readonly Item[] {
  const items: Item[] = [];
  for (const { id, parent, side, text, gone } of spans) {
    let before = '';
    let k = 0;
    for (const char of text) {
      const own = later(id, k);
      items.push({ id: own, parent: k === 0 ? parent : before, side: k === 0 ? side : 'right', char, gone });
      before = own;
      k += 1;
    }
  }
  return items;
}

/** Two states of a copy without what is the same at their beginnings and ends. */
export interface Change {
  readonly old: readonly Item[];
  readonly now: readonly Item[];
  /** How many characters stand before it in both, tombstones included. */
  readonly at: number;
  /** The characters beside it; null at an end of the text. */
  readonly left: string | null;
  readonly right: string | null;
}

export function changeOf(old: readonly Span[], now: readonly Span[]): Change {
  const most = Math.min(old.length, now.length);
  let [from, at] = [0, 0];
  let left: string | null = null;
  for (; from < most && alike(old[from], now[from]); from++) {
    const span = now[from] as Span;
    at += span.size;
    left = later(span.id, span.size - 1);
  }
  let behind = 0;
  let right: string | null = null;
  for (; behind < most - from && alike(old.at(-1 - behind), now.at(-1 - behind)); behind++) {
    right = (now.at(-1 - behind) as Span).id;
  }
  const [was, is] = [old.slice(from, old.length - behind), now.slice(from, now.length - behind)];
  // What was cut begins, or ends, as it did before.
  const first = common(was[0], is[0], true);
  if (first > 0) {
    at += first;
    left = later((is[0] as Span).id, first - 1);
    dropFirst(was, first);
    dropFirst(is, first);
  }
  const last = common(was.at(-1), is.at(-1), false);
  if (last > 0) {
    const span = is.at(-1) as Span;
    right = later(span.id, span.size - last);
    dropLast(was, last);
    dropLast(is, last);
  }
  return { old: itemsOf(was), now: itemsOf(is), at, left, right };
}

function alike(a: Span | undefined, b: Span | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.id !== b.id || a.size !== b.size) return false;
  return a.gone === b.gone && a.text === b.text && a.parent === b.parent && a.side === b.side;
}

/** How many characters at one end are the same: all of the shorter, or none. */
function common(a: Span | undefined, b: Span | undefined, atStart: boolean): number {
  if (a === undefined || b === undefined || a.gone !== b.gone) return 0;
  const [short, long] = a.size < b.size ? [a, b] : [b, a];
  const { size } = short;
  const end = atStart ? part(long, 0, size) : part(long, long.size - size);
  return alike(end, short) ? size : 0;
}

function dropFirst(spans: Span[], size: number): void {
  const span = spans[0] as Span;
  if (span.size === size) spans.shift();
  else spans[0] = part(span, size);
}

function dropLast(spans: Span[], size: number): void {
  const span = spans.at(-1) as Span;
  if (span.size === size) spans.pop();
  else spans[spans.length - 1] = part(span, 0, span.size - size);
}

/** Places in `now` of what is not in `before`; null if that does not stand in `now` in the same order. */
export function addedPlaces(before: readonly Item[], now: readonly Item[]): readonly number[] | null {
  const places: number[] = [];
  let at = 0;
  for (let i = 0; i < now.length; i++) {
    const old = before[at];
    if (old !== undefined && old.id === now[i]?.id) at += 1;
    else places.push(i);
  }
  return at === before.length ? places : null;
}
