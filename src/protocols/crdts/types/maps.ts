/** Maps: one with a last-writer-wins register under each key, and one whose values are data types themselves. */
import type { Json } from '../../../base/json.ts';
import { refuse } from '../../../base/result.ts';
import { type OpBased, type StateBased, unsuited } from './data-type.ts';
import { type Context, contextOf, dot, includes, joinContexts, NOTHING, parts, survivors } from './dots.ts';
import { at, compare, count, joinRecords, put, sorted, without } from './records.ts';
import { laterOf, type Stamped } from './registers.ts';

/** A key that was deleted stays, with no value: a tombstone. */
export type LwwMap = { readonly entries: Readonly<Record<string, Stamped>> };

export const lwwMap: StateBased<LwwMap> = {
  bottom: () => ({ entries: {} }),
  update(state, edit, { stamp, id }) {
    if (edit.type !== 'put' && edit.type !== 'delete') return unsuited(edit);
    const deletes = edit.type === 'delete';
    if (deletes && (at(state.entries, edit.key)?.value ?? null) === null) {
      return refuse(`“${edit.key}” is not there`);
    }
    const delta = { entries: { [edit.key]: { value: deletes ? null : edit.value, stamp, by: id } } };
    return { ok: true, state: lwwMap.join(state, delta), delta };
  },
  join(a, b) {
    const entries = joinRecords(a.entries, b.entries, laterOf);
    return entries === a.entries ? a : { entries };
  },
  value: ({ entries }) =>
    Object.fromEntries(
      Object.entries(entries).flatMap(([key, { value }]) => (value === null ? [] : [[key, value]])),
    ),
};

export const opLwwMap: OpBased<LwwMap, LwwMap> = {
  bottom: lwwMap.bottom,
  prepare(state, edit, by) {
    const made = lwwMap.update(state, edit, by);
    return made.ok ? { ok: true, operation: made.delta } : made;
  },
  effect: lwwMap.join,
  value: lwwMap.value,
};

/** What one update did to an item: so many more of it, and perhaps a note. */
export type Part = { readonly amount: number; readonly note: string | null; readonly stamp: number };
type Parts = Readonly<Record<string, Part>>;

/**
 * By key, what is there by the dot of the update that put it there. The key is there while any part is, as in an observed-remove set;
 * its amount is a counter, its note a last-writer-wins register.
 */
export type OrMap = { readonly items: Readonly<Record<string, Parts>>; readonly seen: Context };

/** A delete takes the parts it sees; of an item that is updated at the same time only the part that it did not see stays. */
export const orMap: StateBased<OrMap> = {
  bottom: () => ({ items: {}, seen: NOTHING }),
  update(state, edit, { id, stamp }) {
    const { items, seen } = state;
    if (edit.type === 'delete') {
      const dots = Object.keys(at(items, edit.key) ?? {});
      if (dots.length === 0) return refuse(`“${edit.key}” is not there`);
      const delta = { items: {}, seen: contextOf(dots) };
      return { ok: true, state: { items: without(items, edit.key), seen }, delta };
    }
    if (edit.type !== 'item') return unsuited(edit);
    const own = dot(id, count(seen.vector, id) + 1);
    const part = { amount: edit.by, note: edit.note ?? null, stamp };
    const delta = { items: { [edit.key]: { [own]: part } }, seen: contextOf([own]) };
    return { ok: true, state: orMap.join(state, delta), delta };
  },
  join(a, b) {
    const seen = joinContexts(a.seen, b.seen);
    let { items } = a;
    for (const key of new Set([...Object.keys(a.items), ...Object.keys(b.items)])) {
      const [mine, theirs] = [at(a.items, key) ?? {}, at(b.items, key) ?? {}];
      const dots = Object.keys(mine);
      const kept = survivors(dots, Object.keys(theirs), a.seen, b.seen);
      if (kept === dots) continue;
      const both = { ...theirs, ...mine };
      items =
        kept.length === 0
          ? without(items, key)
          : put(items, key, sorted(kept.map((name) => [name, both[name] as Part])));
    }
    return items === a.items && seen === a.seen ? a : { items, seen };
  },
  value: orMapValue,
};

export type OrMapOperation =
  | { readonly item: string; readonly dot: string; readonly part: Part }
  | { readonly delete: string; readonly dots: readonly string[] };

export const opOrMap: OpBased<OrMap, OrMapOperation> = {
  bottom: orMap.bottom,
  prepare({ items, seen }, edit, { id, stamp }) {
    if (edit.type === 'delete') {
      const dots = Object.keys(at(items, edit.key) ?? {});
      if (dots.length === 0) return refuse(`“${edit.key}” is not there`);
      return { ok: true, operation: { delete: edit.key, dots } };
    }
    if (edit.type !== 'item') return unsuited(edit);
    const own = dot(id, count(seen.vector, id) + 1);
    const part = { amount: edit.by, note: edit.note ?? null, stamp };
    return { ok: true, operation: { item: edit.key, dot: own, part } };
  },
  effect(state, operation) {
    if ('delete' in operation) {
      const left = Object.entries(at(state.items, operation.delete) ?? {}).filter(
        ([name]) => !operation.dots.includes(name),
      );
      const items =
        left.length === 0
          ? without(state.items, operation.delete)
          : put(state.items, operation.delete, Object.fromEntries(left));
      return { ...state, items };
    }
    if (includes(state.seen, operation.dot)) return state;
    const old = at(state.items, operation.item) ?? {};
    return {
      items: put(state.items, operation.item, put(old, operation.dot, operation.part)),
      seen: joinContexts(state.seen, contextOf([operation.dot])),
    };
  },
  value: orMapValue,
};

function orMapValue({ items }: OrMap): Json {
  return Object.fromEntries(
    Object.entries(items).map(([key, held]) => {
      const noted = Object.entries(held).filter(([, { note }]) => note !== null);
      const last = noted.sort(([a, x], [b, y]) => y.stamp - x.stamp || compare(parts(b).id, parts(a).id))[0];
      const amount = Object.values(held).reduce((total, part) => total + part.amount, 0);
      return [key, { amount, note: last?.[1].note ?? null }];
    }),
  );
}
