/** Sets that keep what was removed (RR-7506, §3.3). */
import { refuse } from '../../../base/result.ts';
import { type OpBased, type StateBased, unsuited } from './data-type.ts';
import { dot } from './dots.ts';
import { at, joinRecords, put, sorted, union, without } from './records.ts';

export type GSet = { readonly elements: readonly string[] };

/** Specification 11. */
export const gSet: StateBased<GSet> = {
  bottom: () => ({ elements: [] }),
  update({ elements }, edit) {
    if (edit.type === 'remove') return refuse('a G-Set only grows');
    if (edit.type !== 'add') return unsuited(edit);
    const delta = { elements: [edit.element] };
    return { ok: true, state: { elements: union(elements, delta.elements) }, delta };
  },
  join(a, b) {
    const elements = union(a.elements, b.elements);
    return elements === a.elements ? a : { elements };
  },
  value: ({ elements }) => elements,
};

/** Specification 12: an element is there if it was added and never removed. */
export type TwoPhaseSet = { readonly added: readonly string[]; readonly removed: readonly string[] };

export const twoPhaseSet: StateBased<TwoPhaseSet> = {
  bottom: () => ({ added: [], removed: [] }),
  update(state, edit) {
    const { added, removed } = state;
    if (edit.type === 'add') {
      if (removed.includes(edit.element)) return refuse(`“${edit.element}” was removed, and cannot return`);
      const delta = { added: [edit.element], removed: [] };
      return { ok: true, state: { added: union(added, delta.added), removed }, delta };
    }
    if (edit.type !== 'remove') return unsuited(edit);
    if (!added.includes(edit.element) || removed.includes(edit.element)) {
      return refuse(`“${edit.element}” is not there`);
    }
    const delta = { added: [edit.element], removed: [edit.element] };
    return { ok: true, state: { added, removed: union(removed, delta.removed) }, delta };
  },
  join(a, b) {
    const added = union(a.added, b.added);
    const removed = union(a.removed, b.removed);
    return added === a.added && removed === a.removed ? a : { added, removed };
  },
  value: ({ added, removed }) => added.filter((element) => !removed.includes(element)),
};

/** Where operations are only sets to be joined, the delta is the operation. */
function opsOf<S>(type: StateBased<S>): OpBased<S, S> {
  return {
    bottom: type.bottom,
    prepare(state, edit, by) {
      const made = type.update(state, edit, by);
      return made.ok ? { ok: true, operation: made.delta } : made;
    },
    effect: type.join,
    value: type.value,
  };
}
export const opGSet = opsOf(gSet);
export const opTwoPhaseSet = opsOf(twoPhaseSet);

type Tags = Readonly<Record<string, readonly string[]>>;

/** By element, the tags with which it was added and those that were removed. */
export type OrSet = { readonly adds: Tags; readonly removes: Tags };

/** Specification 15, state-based: a remove takes the tags it sees, so an add that it does not see wins. */
export const orSet: StateBased<OrSet> = {
  bottom: () => ({ adds: {}, removes: {} }),
  update: (state, edit, by) => updateOrSet(state, edit, dot(by.id, by.n)),
  join(a, b) {
    const adds = joinRecords(a.adds, b.adds, union);
    const removes = joinRecords(a.removes, b.removes, union);
    return adds === a.adds && removes === a.removes ? a : { adds, removes };
  },
  value: (state) => Object.keys(state.adds).filter((element) => live(state, element).length > 0),
};

/** @param tag what tells this update from all others */
export function updateOrSet(
  state: OrSet,
  edit: Parameters<StateBased<OrSet>['update']>[1],
  tag: string,
): ReturnType<StateBased<OrSet>['update']> {
  if (edit.type !== 'add' && edit.type !== 'remove') return unsuited(edit);
  const { element } = edit;
  if (edit.type === 'add') {
    const delta = { adds: { [element]: [tag] }, removes: {} };
    return { ok: true, state: orSet.join(state, delta), delta };
  }
  const tags = live(state, element);
  if (tags.length === 0) return refuse(`“${element}” is not there`);
  const delta = { adds: {}, removes: { [element]: tags } };
  return { ok: true, state: orSet.join(state, delta), delta };
}

function live({ adds, removes }: OrSet, element: string): readonly string[] {
  const gone = new Set(at(removes, element) ?? []);
  return (at(adds, element) ?? []).filter((tag) => !gone.has(tag));
}

/** Specification 15: what is removed leaves no trace, because every remove comes after the adds it saw. */
export type OpOrSet = { readonly adds: Tags };
export type OrSetOperation =
  | { readonly add: string; readonly tag: string }
  | { readonly remove: string; readonly tags: readonly string[] };

export const opOrSet: OpBased<OpOrSet, OrSetOperation> = {
  bottom: () => ({ adds: {} }),
  prepare(state, edit, by) {
    if (edit.type === 'add') return { ok: true, operation: { add: edit.element, tag: dot(by.id, by.n) } };
    if (edit.type !== 'remove') return unsuited(edit);
    const tags = at(state.adds, edit.element);
    if (tags === undefined) return refuse(`“${edit.element}” is not there`);
    return { ok: true, operation: { remove: edit.element, tags } };
  },
  effect({ adds }, operation) {
    if ('add' in operation) {
      return { adds: put(adds, operation.add, union(at(adds, operation.add) ?? [], [operation.tag])) };
    }
    const tags = (at(adds, operation.remove) ?? []).filter((tag) => !operation.tags.includes(tag));
    return {
      adds: tags.length === 0 ? without(adds, operation.remove) : put(adds, operation.remove, tags),
    };
  },
  value: ({ adds }) => Object.keys(sorted(Object.entries(adds))),
};
