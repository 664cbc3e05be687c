/**
 * A text of ten thousand characters cannot be worked out anew after every keystroke. Where the copy before a step is known to be what its
 * updates mean, it is enough to look at what the step has changed; where that does not settle it, the whole is worked out.
 */
import { type JsonObject, jsonEqual } from '../../../base/json.ts';
import type { NodeId } from '../../../engine/api.ts';
import * as map from '../../../protolib/map.ts';
import { missing } from '../run.ts';
import type { Char, Made, TextEffect } from '../spec/made.ts';
import { standsBefore } from '../spec/order.ts';
import type { TypeId } from '../types/catalogue.ts';
import { changeOf, type Item } from '../types/chars.ts';
import { type Context, includes } from '../types/dots.ts';
import { at } from '../types/records.ts';
import { find, later, lengthOf, rangesAt, type Sequence, type Span, seenAt } from '../types/spans.ts';

interface Known {
  readonly char: Char;
  /** The update that typed it. */
  readonly update: string;
}

export interface Texts {
  readonly chars: map.PersistentMap<Known>;
  /** By parent ('' for the start), what hangs on it. */
  readonly below: map.PersistentMap<readonly Known[]>;
  /** By replica, the copy that was found to be what its updates mean. */
  readonly right: Readonly<Record<NodeId, readonly Span[]>>;
}

export const NO_TEXTS: Texts = { chars: map.empty(), below: map.empty(), right: {} };

export function spansOf(state: unknown): readonly Span[] {
  return (state as Sequence).spans;
}

/** Long texts share most of their spans: those need not be looked into. */
export function sameState(a: JsonObject, b: JsonObject): boolean {
  const [x, y] = [a.spans, b.spans];
  if (!Array.isArray(x) || !Array.isArray(y)) return jsonEqual(a, b);
  return x.length === y.length && x.every((span, i) => span === y[i] || jsonEqual(span, y[i]));
}

export function withEffect(texts: Texts, update: string, effect: TextEffect | null): Texts {
  if (effect === null || 'erase' in effect) return texts;
  let { chars, below } = texts;
  for (const char of effect.insert) {
    const known = { char, update };
    chars = map.set(chars, char.id, known);
    const parent = char.parent ?? '';
    below = map.set(below, parent, [...(map.get(below, parent) ?? []), known]);
  }
  return { ...texts, chars, below };
}

/** What an edit does at a replica whose copy is known to be right; null if it is not. */
export function quickEffect(
  type: TypeId,
  texts: Texts,
  by: NodeId,
  { edit, clock }: Pick<Made, 'edit' | 'clock'>,
  spans: readonly Span[],
  seen: Context,
): TextEffect | null {
  if (at(texts.right, by) !== spans && spans.length > 0) return null;
  if (edit.type === 'erase') {
    const ranges = rangesAt(spans, edit.at, edit.count);
    return { erase: ranges.flatMap(({ id, size }) => Array.from({ length: size }, (_, k) => later(id, k))) };
  }
  if (edit.type !== 'type') return null;
  const left = seenAt(spans, Math.min(edit.at, lengthOf(spans)) - 1);
  const insert: Char[] = [];
  let hung: Pick<Char, 'parent' | 'side'> =
    type === 'rga' ? { parent: left, side: 'right' } : fugueParent(texts, left, seen);
  for (const char of edit.text) {
    const n = clock + insert.length;
    insert.push({ id: `${by}.${n}`, clock: n, by, char, ...hung });
    hung = { parent: `${by}.${n}`, side: 'right' };
  }
  return { insert };
}

function fugueParent(texts: Texts, left: string | null, seen: Context): Pick<Char, 'parent' | 'side'> {
  const first = (parent: string | null, side: Char['side']) =>
    (map.get(texts.below, parent ?? '') ?? [])
      .filter(({ char, update }) => char.side === side && includes(seen, update))
      .map(({ char }) => char)
      .sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : a.clock - b.clock))[0];
  let leftmost = first(left, 'right');
  if (leftmost === undefined) return { parent: left, side: 'right' };
  for (;;) {
    const down = first(leftmost.id, 'left');
    if (down === undefined) return { parent: leftmost.id, side: 'left' };
    leftmost = down;
  }
}

/** True if the copy after a step certainly is what its updates mean. */
export function certainlyRight(
  type: TypeId,
  texts: Texts,
  node: NodeId,
  was: readonly Span[],
  is: readonly Span[],
  fresh: readonly Made[],
): boolean {
  if (was.length > 0 && at(texts.right, node) !== was) return false;
  const { old, now, left, right } = changeOf(was, is);
  const inserted = new Set(
    fresh.flatMap(({ text }) => (text && 'insert' in text ? text.insert.map((c) => c.id) : [])),
  );
  const erased = new Set(fresh.flatMap(({ text }) => (text && 'erase' in text ? text.erase : [])));
  // Where causal order is broken on purpose a character may be there without the one it hangs on.
  for (const id of inserted) {
    const parent = map.get(texts.chars, id)?.char.parent ?? null;
    if (parent !== null && !inserted.has(parent) && find(is, parent) === null) return false;
  }
  const known = (id: string) => map.get(texts.chars, id)?.char;
  const ordered = (a: string | null | undefined, b: string | null | undefined) => {
    if (typeof a !== 'string' || typeof b !== 'string') return true;
    const [x, y] = [known(a), known(b)];
    return x !== undefined && y !== undefined && standsBefore(type, x, y, known) === true;
  };
  let [kept, added] = [0, 0];
  for (let i = 0; i < now.length; i++) {
    const item = now[i] as Item;
    const before = old[kept];
    if (before !== undefined && (before === item || before.id === item.id)) {
      if (item.gone !== (before.gone || (erased.size > 0 && erased.has(item.id)))) return false;
      kept += 1;
      continue;
    }
    if (!inserted.has(item.id) || item.char !== known(item.id)?.char || item.gone !== erased.has(item.id))
      return false;
    const beside = [i === 0 ? left : now[i - 1]?.id, i + 1 === now.length ? right : now[i + 1]?.id];
    if (!ordered(beside[0], item.id) || !ordered(item.id, beside[1])) return false;
    added += 1;
  }
  const here = new Set(now.map(({ id }) => id));
  // What was to be erased and is not in what has changed was erased before.
  for (const id of erased) if (!here.has(id) && !isGone(is, id)) return false;
  return kept === old.length && added === inserted.size;
}

function isGone(spans: readonly Span[], id: string): boolean {
  const place = find(spans, id);
  return place !== null && (spans[place.index] as Span).gone;
}

/** The updates in `seen` that are not in `before`; null if one of them is not known. */
export function freshUpdates(
  made: map.PersistentMap<Made>,
  seen: Context,
  before: Context,
): readonly Made[] | null {
  const found = missing(seen, before).map((id) => map.get(made, id));
  return found.includes(undefined) ? null : (found as readonly Made[]);
}
