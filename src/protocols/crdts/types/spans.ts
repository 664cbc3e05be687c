/**
 * Sequences are trees of characters, read from left to right. The order of any two characters follows from the tree alone, so replicas
 * with the same characters show the same text. A character that is erased stays as a tombstone.
 *
 * What was typed in one go is kept as one span and cut only where somebody types into it or erases a part, as Yjs does it: what an update
 * costs goes with the number of spans and not with the length of the text.
 */
import { dot, parts } from './dots.ts';

/** Characters that one replica gave numbers in a row, each hung on the right of the one before, and that stand side by side. */
export type Span = {
  /** Of its first character: `R1.5`, a number and the replica that gave it. The others follow. */
  readonly id: string;
  /** What its first character was hung on, '' for the start of the text. */
  readonly parent: string;
  readonly side: 'left' | 'right';
  readonly text: string;
  /** How many characters (code points) it is. */
  readonly size: number;
  readonly gone: boolean;
};

/** In the order of the text, tombstones included; two neighbours that could be one span are one. */
export type Sequence = { readonly spans: readonly Span[] };

/** Characters with numbers in a row. */
export type Range = { readonly id: string; readonly size: number };

/** A place between characters: before the `offset`th of the span at `index`. */
export interface Place {
  readonly index: number;
  readonly offset: number;
}

export function spanOf(id: string, hung: Pick<Span, 'parent' | 'side'>, text: string): Span {
  let size = 0;
  for (const _char of text) size += 1;
  return { id, ...hung, text, size, gone: false };
}

/** The id of the character that comes so many after this one. */
export function later(id: string, by: number): string {
  if (by === 0) return id;
  const { id: replica, n } = parts(id);
  return dot(replica, n + by);
}

export function lastId({ id, size }: Range): string {
  return later(id, size - 1);
}

/** How many characters after the first of `range` a character is; −1 if it is not in it. */
export function offsetIn(range: Range, id: string): number {
  const cut = range.id.lastIndexOf('.');
  if (id.lastIndexOf('.') !== cut || !id.startsWith(range.id.slice(0, cut + 1))) return -1;
  const offset = Number(id.slice(cut + 1)) - Number(range.id.slice(cut + 1));
  return offset >= 0 && offset < range.size ? offset : -1;
}

/** A part of it, from one character up to another. Gives the span itself if that is all of it. */
export function part(span: Span, from: number, to = span.size): Span {
  if (from === 0 && to === span.size) return span;
  const { text, size } = span;
  return {
    id: later(span.id, from),
    parent: from === 0 ? span.parent : later(span.id, from - 1),
    side: from === 0 ? span.side : 'right',
    text: text.length === size ? text.slice(from, to) : [...text].slice(from, to).join(''),
    size: to - from,
    gone: span.gone,
  };
}

function joinable(a: Span, b: Span): boolean {
  return a.gone === b.gone && b.side === 'right' && b.parent === lastId(a) && b.id === later(a.id, a.size);
}

/** One span for each row of neighbours that can be one. Spans that stay as they are stay the same objects. */
export function compact(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last !== undefined && joinable(last, span)) {
      result[result.length - 1] = { ...last, text: last.text + span.text, size: last.size + span.size };
    } else result.push(span);
  }
  return result;
}

/** Where a character stands; null if it does not. */
export function find(spans: readonly Span[], id: string): Place | null {
  for (let index = 0; index < spans.length; index++) {
    const offset = offsetIn(spans[index] as Span, id);
    if (offset >= 0) return { index, offset };
  }
  return null;
}

/** The character of that id, '' if it is not there. */
export function charAt(spans: readonly Span[], id: string): string {
  const place = find(spans, id);
  return place === null ? '' : ([...(spans[place.index] as Span).text][place.offset] ?? '');
}

/** The id of the character that is seen at a place, from 0; null if the text is not so long. */
export function seenAt(spans: readonly Span[], place: number): string | null {
  let left = place;
  if (left < 0) return null;
  for (const { id, size, gone } of spans) {
    if (gone) continue;
    if (left < size) return later(id, left);
    left -= size;
  }
  return null;
}

/** How many characters are seen. */
export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((n, { size, gone }) => n + (gone ? 0 : size), 0);
}

/** The characters that are seen from the `from`th, at most `most`. */
export function rangesAt(spans: readonly Span[], from: number, most: number): readonly Range[] {
  const ranges: Range[] = [];
  let [skip, left] = [from, most];
  for (const { id, size, gone } of spans) {
    if (left <= 0) break;
    if (gone) continue;
    if (skip < size) {
      const taken = Math.min(left, size - skip);
      ranges.push({ id: later(id, skip), size: taken });
      left -= taken;
      skip = 0;
    } else skip -= size;
  }
  return ranges;
}

/** The place right behind the character at a place that is seen; behind the last one where the text is shorter. */
export function behindSeen(spans: readonly Span[], at: number): Place {
  let [left, last] = [at, { index: 0, offset: 0 }];
  for (let index = 0; index < spans.length && left > 0; index++) {
    const { size, gone } = spans[index] as Span;
    if (gone) continue;
    const taken = Math.min(left, size);
    last = { index, offset: taken };
    left -= taken;
  }
  return last;
}

export function textOf({ spans }: Sequence): string {
  let text = '';
  for (const span of spans) if (!span.gone) text += span.text;
  return text;
}

/** With one more span at a place. */
export function insertAt(spans: readonly Span[], { index, offset }: Place, fresh: Span): readonly Span[] {
  const span = spans[index];
  const cut =
    span === undefined
      ? [fresh]
      : offset === 0
        ? [fresh, span]
        : offset === span.size
          ? [span, fresh]
          : [part(span, 0, offset), fresh, part(span, offset)];
  const [before, after] = [spans[index - 1], spans[index + 1]];
  const middle = compact([
    ...(before === undefined ? [] : [before]),
    ...cut,
    ...(after === undefined ? [] : [after]),
  ]);
  return [...spans.slice(0, Math.max(0, index - 1)), ...middle, ...spans.slice(index + 2)];
}

/** Gives `spans` itself if all of these are erased already, or not there. */
export function erase(spans: readonly Span[], ranges: readonly Range[]): readonly Span[] {
  if (ranges.length === 0) return spans;
  const rows = rowsOf(ranges);
  let changed = false;
  const result: Span[] = [];
  for (const span of spans) {
    const { id: replica, n } = parts(span.id);
    const row = span.gone ? [] : (rows.get(replica) ?? []);
    let at = 0;
    for (let i = firstEnding(row, n); i < row.length; i++) {
      const hit = row[i] as Row;
      const [from, to] = [Math.max(0, hit.from - n), Math.min(span.size, hit.to - n)];
      if (from >= span.size) break;
      if (from > at) result.push(part(span, at, from));
      result.push({ ...part(span, from, to), gone: true });
      changed = true;
      at = to;
    }
    if (at < span.size) result.push(part(span, at));
  }
  return changed ? compact(result) : spans;
}

/** Numbers of one replica, from one up to another. */
export interface Row {
  readonly from: number;
  readonly to: number;
}

/** By replica, the numbers in ranges, in order; ranges that meet or overlap are one. */
export function rowsOf(ranges: readonly Range[]): ReadonlyMap<string, readonly Row[]> {
  const all = new Map<string, Row[]>();
  for (const { id, size } of ranges) {
    const { id: replica, n } = parts(id);
    const row = all.get(replica);
    if (row === undefined) all.set(replica, [{ from: n, to: n + size }]);
    else row.push({ from: n, to: n + size });
  }
  for (const [replica, row] of all) {
    row.sort((a, b) => a.from - b.from);
    const merged: Row[] = [];
    for (const next of row) {
      const last = merged.at(-1);
      if (last === undefined || last.to < next.from) merged.push(next);
      else if (next.to > last.to) merged[merged.length - 1] = { from: last.from, to: next.to };
    }
    all.set(replica, merged);
  }
  return all;
}

/** The place in a row of the first that ends behind a number. */
export function firstEnding(row: readonly Row[], n: number): number {
  let [low, high] = [0, row.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((row[middle] as Row).to <= n) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The parts of `spans` that hold characters in none of these rows. */
export function without(spans: readonly Span[], rows: ReadonlyMap<string, readonly Row[]>): readonly Span[] {
  const left: Span[] = [];
  for (const span of spans) {
    const { id, n } = parts(span.id);
    const row = rows.get(id) ?? [];
    let at = 0;
    for (let i = firstEnding(row, n); i < row.length && at < span.size; i++) {
      const { from, to } = row[i] as Row;
      if (from >= n + span.size) break;
      if (from - n > at) left.push(part(span, at, from - n));
      at = Math.min(span.size, to - n);
    }
    if (at < span.size) left.push(part(span, at));
  }
  return left;
}
