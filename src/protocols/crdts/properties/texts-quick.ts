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
import { type Context, includes } from '../types/dots.ts';
import type { Item, Sequence } from '../types/items.ts';
import { at } from '../types/records.ts';

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
  readonly right: Readonly<Record<NodeId, readonly Item[]>>;
}

export const NO_TEXTS: Texts = { chars: map.empty(), below: map.empty(), right: {} };

export function itemsOf(state: unknown): readonly Item[] {
  return (state as Sequence).items;
}

/** Long texts share most of their characters: those need not be looked into. */
export function sameState(a: JsonObject, b: JsonObject): boolean {
  const [x, y] = [a.items, b.items];
  if (!Array.isArray(x) || !Array.isArray(y)) return jsonEqual(a, b);
  return x.length === y.length && x.every((item, i) => item === y[i] || jsonEqual(item, y[i]));
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
  items: readonly Item[],
  seen: Context,
): TextEffect | null {
  if (at(texts.right, by) !== items && items.length > 0) return null;
  const shown = items.filter(({ gone }) => !gone).map(({ id }) => id);
  if (edit.type === 'erase') return { erase: shown.slice(edit.at, edit.at + edit.count) };
  if (edit.type !== 'type') return null;
  const left = shown[Math.min(edit.at, shown.length) - 1] ?? null;
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
  old: readonly Item[],
  now: readonly Item[],
  fresh: readonly Made[],
): boolean {
  if (old.length > 0 && at(texts.right, node) !== old) return false;
  const inserted = new Set(
    fresh.flatMap(({ text }) => (text && 'insert' in text ? text.insert.map((c) => c.id) : [])),
  );
  const erased = new Set(fresh.flatMap(({ text }) => (text && 'erase' in text ? text.erase : [])));
  const find = (id: string) => map.get(texts.chars, id)?.char;
  const ordered = (a: Item | undefined, b: Item | undefined) => {
    if (a === undefined || b === undefined) return true;
    const [x, y] = [find(a.id), find(b.id)];
    return x !== undefined && y !== undefined && standsBefore(type, x, y, find) === true;
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
    if (!inserted.has(item.id) || item.char !== find(item.id)?.char || item.gone !== erased.has(item.id))
      return false;
    if (!ordered(now[i - 1], item) || !ordered(item, now[i + 1])) return false;
    added += 1;
  }
  return kept === old.length && added === inserted.size;
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
