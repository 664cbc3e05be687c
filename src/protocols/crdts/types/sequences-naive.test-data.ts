/**
 * The twin of `sequences.ts`: every character for itself, every order worked out anew. Slow, and plain to see through.
 *
 * Sequences are trees of characters, read from left to right. The order of any two characters follows from the tree alone, so replicas
 * with the same characters show the same text. A character that is erased stays as a tombstone.
 */
import { refuse } from '../../../base/result.ts';
import type { Item } from './chars.ts';
import { type Edit, type OpBased, type StateBased, unsuited } from './data-type.ts';
import { compareDots, dot, parts } from './dots.ts';
import { compare } from './records.ts';

/** In the order of the text, tombstones included. */
export type Sequence = { readonly items: readonly Item[] };

/** The order of those that hang on the same side of the same character. */
type Siblings = (a: Item, b: Item) => number;

/** All items in the order of the text. In a small delta some parents may be missing: what hangs on them comes behind the rest. */
function inOrder(items: Iterable<Item>, siblings: Siblings): readonly Item[] {
  const all = [...items];
  const known = new Set(all.map(({ id }) => id));
  const children = new Map<string, { left: Item[]; right: Item[] }>();
  for (const item of all) {
    let below = children.get(item.parent);
    if (below === undefined) {
      below = { left: [], right: [] };
      children.set(item.parent, below);
    }
    below[item.side].push(item);
  }
  for (const below of children.values()) {
    if (below.left.length > 1) below.left.sort(siblings);
    if (below.right.length > 1) below.right.sort(siblings);
  }
  const missing = [...children.keys()].filter((id) => id !== '' && !known.has(id)).sort();
  const result: Item[] = [];
  for (const root of ['', ...missing]) {
    const below = children.get(root);
    // A stack of our own: a text typed forwards is as deep as it is long.
    const stack = [...(below?.right ?? []).toReversed(), ...(below?.left ?? []).toReversed()].map((item) => ({
      item,
      open: true,
    }));
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      const own = children.get(top.item.id);
      if (!top.open || own === undefined) {
        result.push(top.item);
        continue;
      }
      for (let i = own.right.length - 1; i >= 0; i--) stack.push({ item: own.right[i] as Item, open: true });
      stack.push({ item: top.item, open: false });
      for (let i = own.left.length - 1; i >= 0; i--) stack.push({ item: own.left[i] as Item, open: true });
    }
  }
  return result;
}

interface Order {
  readonly siblings: Siblings;
  /** Where a new item goes among items that hold all it hangs on. */
  place(items: readonly Item[], item: Item): number;
}

/** So many are put in one by one; with more it is quicker to put all in order. */
const FEW = 32;

/** The items of both; what either has erased is erased. Gives `a` itself if `b` has nothing new. */
function joinItems(a: readonly Item[], b: readonly Item[], order: Order): readonly Item[] {
  if (a === b || b.length === 0) return a;
  // Copies mostly differ in one place: what stands before and behind it is the same in both.
  const most = Math.min(a.length, b.length);
  let from = 0;
  while (from < most && a[from]?.id === b[from]?.id) from += 1;
  let behind = 0;
  while (behind < most - from && a[a.length - 1 - behind]?.id === b[b.length - 1 - behind]?.id) behind += 1;
  const [mine, theirs] = [a.slice(from, a.length - behind), b.slice(from, b.length - behind)];
  // The order follows from the items alone: where one has all that the other has, its order is that of both.
  if (holds(mine, theirs)) return erasedIn(a, b);
  if (holds(theirs, mine)) return erasedIn(b, a);
  const all = erasedIn(a, b);
  const known = new Set(all.map(({ id }) => id));
  const fresh = theirs.filter(({ id }) => !known.has(id));
  // In a delta whose parents are missing nothing has its place yet.
  const hangs = ({ parent }: Item) => parent === '' || known.has(parent);
  const closed = all.every(hangs);
  for (const { id } of fresh) known.add(id);
  const whole = closed && fresh.every(hangs);
  if (!whole || fresh.length > FEW) return inOrder([...all, ...fresh], order.siblings);
  // One after the other, parents first: they are older, and so have the smaller number.
  const byAge = fresh.map((item) => ({ item, n: parts(item.id).n })).sort((x, y) => x.n - y.n);
  return byAge.reduce((items, { item }) => insertAt(items, order.place(items, item), [item]), all);
}

function holds(items: readonly Item[], others: readonly Item[]): boolean {
  if (others.length === 0) return true;
  if (others.length > items.length) return false;
  const ids = new Set(items.map(({ id }) => id));
  return others.every(({ id }) => ids.has(id));
}

/** `items`, where those that are erased in `others` are erased. Gives `items` itself if they all are already. */
function erasedIn(items: readonly Item[], others: readonly Item[]): readonly Item[] {
  const gone: string[] = [];
  for (let i = 0; i < others.length; i++) {
    const item = others[i] as Item;
    if (item.gone && items[i] !== item) gone.push(item.id);
  }
  return gone.length === 0 ? items : eraseItems(items, gone);
}

/** Places in `items` of those that are seen, from the `at`th, at most `most`. */
function visiblePlaces(items: readonly Item[], at: number, most: number): readonly number[] {
  const places: number[] = [];
  let seen = 0;
  for (let i = 0; i < items.length && places.length < most; i++) {
    if ((items[i] as Item).gone) continue;
    if (seen >= at) places.push(i);
    seen += 1;
  }
  return places;
}

/** The place of the character behind which position `at` is: −1 at the start; the last one when the text is shorter. */
function placeBefore(items: readonly Item[], at: number): number {
  if (at <= 0) return -1;
  let [seen, last] = [0, -1];
  for (let i = 0; i < items.length; i++) {
    if ((items[i] as Item).gone) continue;
    last = i;
    seen += 1;
    if (seen === at) break;
  }
  return last;
}

function textOf({ items }: Sequence): string {
  let text = '';
  for (const item of items) if (!item.gone) text += item.char;
  return text;
}

function insertAt(items: readonly Item[], place: number, fresh: readonly Item[]): readonly Item[] {
  return [...items.slice(0, place), ...fresh, ...items.slice(place)];
}

/** Gives `items` itself if all of these are erased already. */
function eraseItems(items: readonly Item[], ids: readonly string[]): readonly Item[] {
  const gone = new Set(ids);
  let result: Item[] | null = null;
  for (let i = 0; i < items.length; i++) {
    const item = items[i] as Item;
    if (item.gone || !gone.has(item.id)) continue;
    result ??= [...items];
    result[i] = { ...item, gone: true };
  }
  return result ?? items;
}

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

type SequenceOperation = { readonly insert: readonly Item[] } | { readonly erase: readonly string[] };

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

export const naive = {
  rga: { state: stateBased(rgaKind), ops: opBased(rgaKind, lamport) },
  fugue: { state: stateBased(fugueKind), ops: opBased(fugueKind, lamport) },
} as const;
