/** Texts that several people write. RGA and Fugue differ in what a new character is hung on, and in the order of those hung side by side. */
import { refuse } from '../../../base/result.ts';
import { type Edit, type OpBased, type StateBased, unsuited } from './data-type.ts';
import { compareDots, dot, parts } from './dots.ts';
import {
  eraseItems,
  type Item,
  inOrder,
  insertAt,
  joinItems,
  type Order,
  placeBefore,
  type Sequence,
  textOf,
  visiblePlaces,
} from './items.ts';
import { compare } from './records.ts';

interface Kind extends Order {
  /** What a character typed behind place `left` (−1: the start) is hung on, and on which side. */
  hang(items: readonly Item[], left: number): Pick<Item, 'parent' | 'side'>;
}

/**
 * Replicated Growable Array: each character is hung on the one at its left, younger ones first.
 *
 * Source: Roh, Jeon, Kim, Lee, “Replicated abstract data types: Building blocks for collaborative applications”, 2011.
 */
const rgaKind: Kind = {
  siblings: (a, b) => compareDots(b.id, a.id),
  hang: (items, left) => ({ parent: items[left]?.id ?? '', side: 'right' }),
  place(items, item) {
    let place = item.parent === '' ? 0 : items.findIndex(({ id }) => id === item.parent) + 1;
    while (place < items.length && compareDots((items[place] as Item).id, item.id) > 0) place += 1;
    return place;
  },
};

/**
 * Fugue: a character is hung on the right of the one at its left, or, if something hangs there already, on the left of the one at its
 * right, tombstones included.
 *
 * Source: Weidner, Kleppmann, “The Art of the Fugue: Minimizing Interleaving in Collaborative Text Editing”.
 */
const fugueKind: Kind = {
  siblings: (a, b) => {
    const [x, y] = [parts(a.id), parts(b.id)];
    return compare(x.id, y.id) || x.n - y.n;
  },
  hang(items, left) {
    const parent = items[left]?.id ?? '';
    const next = items[left + 1];
    // What comes next in the text is the leftmost below the first that hangs on the right.
    return next !== undefined && hasChild(items, parent, 'right')
      ? { parent: next.id, side: 'left' }
      : { parent, side: 'right' };
  },
  place(items, item) {
    const { parent, side } = item;
    if (hasChild(items, parent, side)) return inOrder([...items, item], fugueKind.siblings).indexOf(item);
    const place = items.findIndex(({ id }) => id === parent);
    return side === 'right' ? place + 1 : Math.max(0, place);
  },
};

function hasChild(items: readonly Item[], parent: string, side: Item['side']): boolean {
  return items.some((item) => item.parent === parent && item.side === side);
}

/** Each character of a text hangs on the one before it: nothing stands between them. */
function typed(kind: Kind, items: readonly Item[], at: number, text: string, id: string, first: number) {
  const left = placeBefore(items, at);
  const fresh: Item[] = [];
  for (const char of text) {
    const hung =
      fresh.length === 0
        ? kind.hang(items, left)
        : { parent: (fresh.at(-1) as Item).id, side: 'right' as const };
    fresh.push({ id: dot(id, first + fresh.length), ...hung, char, gone: false });
  }
  return fresh;
}

export type SequenceOperation = { readonly insert: readonly Item[] } | { readonly erase: readonly string[] };

function prepare(kind: Kind, { items }: Sequence, edit: Edit, id: string, first: number) {
  if (edit.type === 'type') {
    if (edit.text === '') return refuse('there is nothing to type');
    return {
      ok: true,
      operation: { insert: typed(kind, items, edit.at, edit.text, id, first) },
    } as const;
  }
  if (edit.type !== 'erase') return unsuited(edit);
  const erase = visiblePlaces(items, edit.at, edit.count).map((place) => (items[place] as Item).id);
  return erase.length === 0
    ? refuse('there is no character at that position')
    : ({ ok: true, operation: { erase } } as const);
}

function effect(kind: Kind, { items }: Sequence, operation: SequenceOperation): Sequence {
  if ('erase' in operation) return { items: eraseItems(items, operation.erase) };
  const first = operation.insert[0];
  return first === undefined
    ? { items }
    : { items: insertAt(items, kind.place(items, first), operation.insert) };
}

function stateBased(kind: Kind): StateBased<Sequence> {
  return {
    bottom: () => ({ items: [] }),
    update(state, edit, by) {
      const made = prepare(kind, state, edit, by.id, by.clock);
      if (!made.ok) return made;
      const after = effect(kind, state, made.operation);
      const ids =
        'erase' in made.operation
          ? new Set(made.operation.erase)
          : new Set(made.operation.insert.map((i) => i.id));
      const items = after.items.filter(({ id }) => ids.has(id));
      return { ok: true, state: after, delta: { items: inOrder(items, kind.siblings) } };
    },
    join(a, b) {
      const items = joinItems(a.items, b.items, kind);
      return items === a.items ? a : { items };
    },
    value: textOf,
  };
}

/** @param firstOf the number of the first character that an author types */
function opBased(kind: Kind, firstOf: FirstOf): OpBased<Sequence, SequenceOperation> {
  return {
    bottom: () => ({ items: [] }),
    prepare: (state, edit, by) => prepare(kind, state, edit, by.id, firstOf(state, by)),
    effect: (state, operation) => effect(kind, state, operation),
    value: textOf,
  };
}

type FirstOf = (state: Sequence, by: { readonly id: string; readonly clock: number }) => number;
const lamport: FirstOf = (_state, { clock }) => clock;
/** How many characters the replica itself has typed: what a counter must not be. */
const own: FirstOf = ({ items }, { id }) => items.filter((item) => parts(item.id).id === id).length + 1;

export const rga = stateBased(rgaKind);
export const opRga = opBased(rgaKind, lamport);
export const fugue = stateBased(fugueKind);
export const opFugue = opBased(fugueKind, lamport);
/** RGA with a counter of its own for each replica. */
export const opRgaOwnCounters = opBased(rgaKind, own);
