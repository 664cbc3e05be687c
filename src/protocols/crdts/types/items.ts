/**
 * Sequences are trees of characters, read from left to right. The order of any two characters follows from the tree alone, so replicas
 * with the same characters show the same text. A character that is erased stays as a tombstone.
 */

import { parts } from './dots.ts';

export type Item = {
  /** `R1.5`: a number and the replica that gave it. */
  readonly id: string;
  /** The character it was hung on, '' for the start of the text. */
  readonly parent: string;
  readonly side: 'left' | 'right';
  readonly char: string;
  readonly gone: boolean;
};

/** In the order of the text, tombstones included. */
export type Sequence = { readonly items: readonly Item[] };

/** The order of those that hang on the same side of the same character. */
export type Siblings = (a: Item, b: Item) => number;

/** All items in the order of the text. In a small delta some parents may be missing: what hangs on them comes behind the rest. */
export function inOrder(items: Iterable<Item>, siblings: Siblings): readonly Item[] {
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

export interface Order {
  readonly siblings: Siblings;
  /** Where a new item goes among items that hold all it hangs on. */
  place(items: readonly Item[], item: Item): number;
}

/** So many are put in one by one; with more it is quicker to put all in order. */
const FEW = 32;

/** The items of both; what either has erased is erased. Gives `a` itself if `b` has nothing new. */
export function joinItems(a: readonly Item[], b: readonly Item[], order: Order): readonly Item[] {
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
export function visiblePlaces(items: readonly Item[], at: number, most: number): readonly number[] {
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
export function placeBefore(items: readonly Item[], at: number): number {
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

export function textOf({ items }: Sequence): string {
  let text = '';
  for (const item of items) if (!item.gone) text += item.char;
  return text;
}

export function insertAt(items: readonly Item[], place: number, fresh: readonly Item[]): readonly Item[] {
  return [...items.slice(0, place), ...fresh, ...items.slice(place)];
}

/** Gives `items` itself if all of these are erased already. */
export function eraseItems(items: readonly Item[], ids: readonly string[]): readonly Item[] {
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

/** Places in `now` of what is not in `before`; null if that does not stand in `now` in the same order. */
export function addedPlaces(before: readonly Item[], now: readonly Item[]): readonly number[] | null {
  const places: number[] = [];
  let at = 0;
  for (let i = 0; i < now.length; i++) {
    const old = before[at];
    if (old !== undefined && (old === now[i] || old.id === now[i]?.id)) at += 1;
    else places.push(i);
  }
  return at === before.length ? places : null;
}
