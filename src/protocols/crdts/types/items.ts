/**
 * Sequences are trees of characters, read from left to right. The order of any two characters follows from the tree alone, so replicas
 * with the same characters show the same text. A character that is erased stays as a tombstone.
 */

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

/** The items of both; what either has erased is erased. Gives `a` itself if `b` has nothing new. */
export function joinItems(a: readonly Item[], b: readonly Item[], siblings: Siblings): readonly Item[] {
  if (a === b || b.length === 0) return a;
  const known = new Map(a.map((item) => [item.id, item]));
  let changed = false;
  let grown = false;
  for (const item of b) {
    const mine = known.get(item.id);
    if (mine !== undefined && (mine.gone || !item.gone)) continue;
    known.set(item.id, mine === undefined ? item : { ...mine, gone: true });
    changed = true;
    grown ||= mine === undefined;
  }
  if (grown) return inOrder(known.values(), siblings);
  return changed ? a.map((item) => known.get(item.id) as Item) : a;
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

export function eraseItems(items: readonly Item[], ids: readonly string[]): readonly Item[] {
  const gone = new Set(ids);
  return items.map((item) => (gone.has(item.id) && !item.gone ? { ...item, gone: true } : item));
}
