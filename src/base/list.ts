/**
 * A persistent list as plain immutable data: a 32-way trie with a tail, as in Clojure's vectors (Bagwell 2001; L'orange 2014).
 * Every version stays valid; versions share all nodes that do not lie on the path of a change. `append` is O(1) amortised, `get`, `set`
 * and `truncate` are O(log32 n).
 *
 * Shape, for code that only reads: `root` is an array nested `depth` levels deep (depth 0: `root` is `[]` and holds nothing), its leaves
 * are arrays of exactly 32 elements; `tail` holds the last 1 to 32 elements. Flattening `root` and adding `tail` gives the list.
 */
export interface List<T> {
  /** Tag by which a list is known from other objects. */
  readonly $list: 1;
  readonly length: number;
  /** How many levels of arrays `root` has: 0 empty, 1 an array of leaves, … */
  readonly depth: number;
  readonly root: readonly TrieNode<T>[];
  readonly tail: readonly T[];
}
type TrieNode<T> = readonly TrieNode<T>[] | readonly T[];

const BITS = 5;
const WIDTH = 1 << BITS;
const MASK = WIDTH - 1;

const EMPTY: List<never> = Object.freeze({
  $list: 1,
  length: 0,
  depth: 0,
  root: Object.freeze([]) as readonly never[],
  tail: Object.freeze([]) as readonly never[],
});

/** The empty list. */
export function empty<T>(): List<T> {
  return EMPTY;
}

/** A list of the given elements, in order. */
export function from<T>(values: Iterable<T>): List<T> {
  return appendAll(empty<T>(), values);
}

/** Whether a value is a persistent list. */
export function isList(value: unknown): value is List<unknown> {
  return typeof value === 'object' && value !== null && (value as { $list?: unknown }).$list === 1;
}

/** How many elements `levels` full levels under a slot hold. */
function capacity(levels: number): number {
  return 1 << (levels * BITS);
}

/** How many elements are in the trie; the rest is in the tail. */
function rootLength(list: List<unknown>): number {
  return list.length - list.tail.length;
}

/** The leaf that holds `index`, which must be in range. */
function leafOf<T>(list: List<T>, index: number): readonly T[] {
  if (index >= rootLength(list)) return list.tail;
  let node: TrieNode<T> = list.root;
  for (let shift = list.depth * BITS; shift > 0; shift -= BITS) {
    node = (node as readonly TrieNode<T>[])[(index >>> shift) & MASK] as TrieNode<T>;
  }
  return node as readonly T[];
}

/** The element at `index` (from 0), or undefined outside the list. */
export function get<T>(list: List<T>, index: number): T | undefined {
  if (index < 0 || index >= list.length) return undefined;
  const inRoot = list.length - list.tail.length;
  return index >= inRoot ? list.tail[index - inRoot] : leafOf(list, index)[index & MASK];
}

/** The last element, or undefined if the list is empty. */
export function last<T>(list: List<T>): T | undefined {
  return list.tail[list.tail.length - 1];
}

/** The list with one more element at the end. */
export function append<T>(list: List<T>, value: T): List<T> {
  const { length, tail } = list;
  if (tail.length < WIDTH) {
    return { $list: 1, length: length + 1, depth: list.depth, root: list.root, tail: [...tail, value] };
  }
  const leaf = rootLength(list);
  if (list.depth === 0) return { $list: 1, length: length + 1, depth: 1, root: [tail], tail: [value] };
  if (leaf === capacity(list.depth + 1)) {
    const root = [list.root, path(list.depth, tail)];
    return { $list: 1, length: length + 1, depth: list.depth + 1, root, tail: [value] };
  }
  const root = pushLeaf(list.root, list.depth, leaf, tail) as readonly TrieNode<T>[];
  return { $list: 1, length: length + 1, depth: list.depth, root, tail: [value] };
}

/** A chain of `depth` nodes with one leaf at its end. */
function path<T>(depth: number, leaf: readonly T[]): TrieNode<T> {
  let node: TrieNode<T> = leaf;
  for (let d = 0; d < depth; d++) node = [node];
  return node;
}

function pushLeaf<T>(node: TrieNode<T>, depth: number, index: number, leaf: readonly T[]): TrieNode<T> {
  const children = [...(node as readonly TrieNode<T>[])];
  const slot = (index >>> (depth * BITS)) & MASK;
  const child = children[slot];
  children[slot] =
    depth === 1
      ? leaf
      : child === undefined
        ? path(depth - 1, leaf)
        : pushLeaf(child, depth - 1, index, leaf);
  return children;
}

/** The list with all of `values` at the end. */
export function appendAll<T>(list: List<T>, values: Iterable<T>): List<T> {
  let result = list;
  for (const value of values) result = append(result, value);
  return result;
}

/**
 * The list with the element at `index` replaced.
 * @throws RangeError if `index` is outside the list.
 */
export function set<T>(list: List<T>, index: number, value: T): List<T> {
  if (!(index >= 0 && index < list.length)) {
    throw new RangeError(`index ${index} is outside a list of ${list.length}`);
  }
  const inRoot = rootLength(list);
  if (index >= inRoot) {
    const tail = [...list.tail];
    tail[index - inRoot] = value;
    return { ...list, tail };
  }
  return { ...list, root: setIn(list.root, list.depth, index, value) as readonly TrieNode<T>[] };
}

function setIn<T>(node: TrieNode<T>, depth: number, index: number, value: T): TrieNode<T> {
  const slot = (index >>> (depth * BITS)) & MASK;
  if (depth === 0) {
    const leaf = [...(node as readonly T[])];
    leaf[slot] = value;
    return leaf;
  }
  const children = [...(node as readonly TrieNode<T>[])];
  children[slot] = setIn(children[slot] as TrieNode<T>, depth - 1, index, value);
  return children;
}

/** The first `length` elements; the list itself if it has no more than that. */
export function truncate<T>(list: List<T>, length: number): List<T> {
  if (length >= list.length) return list;
  if (length <= 0) return empty();
  const inRoot = rootLength(list);
  if (length > inRoot) return { ...list, length, tail: list.tail.slice(0, length - inRoot) };
  // The leaf with the last kept element becomes the tail; everything before it stays in the trie.
  const kept = ((length - 1) >>> BITS) << BITS;
  const tail = leafOf(list, length - 1).slice(0, length - kept);
  let root = kept === 0 ? [] : (cut(list.root, list.depth, kept) as readonly TrieNode<T>[]);
  let depth = kept === 0 ? 0 : list.depth;
  while (depth > 1 && root.length === 1) {
    root = root[0] as readonly TrieNode<T>[];
    depth--;
  }
  return { $list: 1, length, depth, root, tail };
}

/** The part of a node before `index`, which is a multiple of 32 and not 0. */
function cut<T>(node: TrieNode<T>, depth: number, index: number): TrieNode<T> {
  const shift = depth * BITS;
  const slot = ((index - 1) >>> shift) & MASK;
  const children = (node as readonly TrieNode<T>[]).slice(0, slot + 1);
  if (depth > 1) children[slot] = cut(children[slot] as TrieNode<T>, depth - 1, index);
  return children;
}

/** Elements `start` (from 0) up to, not including, `end`, as a plain array. */
export function slice<T>(list: List<T>, start = 0, end = list.length): T[] {
  const result: T[] = [];
  const stop = Math.min(end, list.length);
  const inRoot = rootLength(list);
  let index = Math.max(0, start);
  while (index < stop) {
    const leaf = leafOf(list, index);
    const first = index >= inRoot ? index - inRoot : index & MASK;
    const count = Math.min(leaf.length - first, stop - index);
    for (let i = 0; i < count; i++) result.push(leaf[first + i] as T);
    index += count;
  }
  return result;
}

/** All elements as a plain array. */
export function toArray<T>(list: List<T>): T[] {
  return slice(list);
}

/** All elements in order. */
export function* iterate<T>(list: List<T>): Generator<T, void, void> {
  for (let index = 0; index < list.length; ) {
    const leaf = leafOf(list, index);
    yield* leaf;
    index += leaf.length;
  }
}

/**
 * How many elements two lists have in common from the start, by `same` (default: identity). Parts that two versions of one list share are
 * not looked into, so comparing a list with a version it grew or was cut from takes O(log n).
 */
export function commonPrefix<T>(a: List<T>, b: List<T>, same: (x: T, y: T) => boolean = Object.is): number {
  if (a === b) return a.length;
  const limit = Math.min(a.length, b.length);
  let index = 0;
  if (a.root === b.root) index = Math.min(rootLength(a), limit);
  else if (a.depth === b.depth) index = Math.min(sharedIn(a.root, b.root, a.depth), limit);
  while (index < limit) {
    const leafA = leafOf(a, index);
    const leafB = leafOf(b, index);
    const stop = Math.min((index | MASK) + 1, limit);
    if (leafA === leafB) {
      index = stop;
      continue;
    }
    for (; index < stop; index++) {
      if (!same(leafA[index & MASK] as T, leafB[index & MASK] as T)) return index;
    }
  }
  return limit;
}

/** How many elements lie in the identical subtrees with which two nodes of the same depth begin. */
function sharedIn<T>(a: TrieNode<T>, b: TrieNode<T>, depth: number): number {
  if (depth === 0) return a === b ? a.length : 0;
  const left = a as readonly TrieNode<T>[];
  const right = b as readonly TrieNode<T>[];
  const size = capacity(depth);
  let slot = 0;
  while (slot < left.length && slot < right.length && left[slot] === right[slot]) slot++;
  if (slot === left.length || slot === right.length)
    return slot === 0 ? 0 : (slot - 1) * size + count(left[slot - 1] as TrieNode<T>, depth - 1);
  return slot * size + sharedIn(left[slot] as TrieNode<T>, right[slot] as TrieNode<T>, depth - 1);
}

/** How many elements a node holds. */
function count<T>(node: TrieNode<T>, depth: number): number {
  if (depth === 0) return node.length;
  const children = node as readonly TrieNode<T>[];
  const lastChild = children[children.length - 1];
  return lastChild === undefined ? 0 : (children.length - 1) * capacity(depth) + count(lastChild, depth - 1);
}
