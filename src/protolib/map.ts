/**
 * A persistent map with string keys as plain immutable data: a hash array mapped trie, 32-way (Bagwell 2001). Every version stays
 * valid; versions share all nodes that do not lie on the path of a change. `get`, `has`, `set` and `remove` are O(log32 n).
 *
 * Shape, for code that only reads: a branch's `slots` hold branches (objects) and buckets (arrays), in the order of the bits set in
 * `bits`; a bucket is `[key, value]`, or several such pairs one after the other if their keys have the same hash. What a map holds
 * decides its shape, but for the order of the pairs in a bucket. Keys come from strangers: none means anything here.
 */
import { hashString } from '../base/hash.ts';

export interface PersistentMap<T> {
  /** Tag by which a map is known from other objects. */
  readonly $map: 1;
  readonly size: number;
  readonly root: Branch<T>;
}
interface Branch<T> {
  /** Bit i is set if there is a slot for the hashes whose five bits at this level are i. */
  readonly bits: number;
  readonly slots: readonly Slot<T>[];
}
type Bucket<T> = readonly (string | T)[];
type Slot<T> = Branch<T> | Bucket<T>;

const BITS = 5;
const MASK = (1 << BITS) - 1;

const NO_BRANCH: Branch<never> = Object.freeze({ bits: 0, slots: Object.freeze([]) as readonly never[] });
const EMPTY: PersistentMap<never> = Object.freeze({ $map: 1, size: 0, root: NO_BRANCH });

/** The empty map. */
export function empty<T>(): PersistentMap<T> {
  return EMPTY;
}

/** Whether a value is a persistent map. */
export function isMap(value: unknown): value is PersistentMap<unknown> {
  return typeof value === 'object' && value !== null && (value as { $map?: unknown }).$map === 1;
}

/** What is kept under `key`, or undefined. */
export function get<T>(map: PersistentMap<T>, key: string): T | undefined {
  const bucket = bucketOf(map, key);
  const place = placeIn(bucket, key);
  return place < 0 ? undefined : (bucket[place + 1] as T);
}

/** Whether something is kept under `key`, be it undefined. */
export function has(map: PersistentMap<unknown>, key: string): boolean {
  return placeIn(bucketOf(map, key), key) >= 0;
}

/** The map with `value` under `key`; the map itself if that is so already. */
export function set<T>(map: PersistentMap<T>, key: string, value: T): PersistentMap<T> {
  const root = setIn(map.root, 0, hashString(key), key, value);
  if (root === map.root) return map;
  return { $map: 1, size: map.size + (has(map, key) ? 0 : 1), root };
}

/** The map without `key`; the map itself if there is none. */
export function remove<T>(map: PersistentMap<T>, key: string): PersistentMap<T> {
  if (!has(map, key)) return map;
  const root = removeIn(map.root, 0, hashString(key), key);
  // Only below a root can a bucket stand for a branch.
  return root === null || isBucket(root) ? empty() : { $map: 1, size: map.size - 1, root };
}

/** All keys with their values, in an order of no meaning that is always the same for the same map. */
export function* entries<T>(map: PersistentMap<T>): Generator<[string, T], void, void> {
  yield* within<T>(map.root);
}

/** An ordinary object with keys in the order of their code units (but JavaScript puts whole numbers first). */
export function toObject<T>(map: PersistentMap<T>): Record<string, T> {
  const object: Record<string, T> = {};
  for (const [key, value] of [...entries(map)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    // Assigned, a key "__proto__" would be lost.
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return object;
}

function* within<T>(slot: Slot<T>): Generator<[string, T], void, void> {
  if (!isBucket(slot)) {
    for (const child of slot.slots) yield* within(child);
    return;
  }
  for (let i = 0; i < slot.length; i += 2) yield [slot[i] as string, slot[i + 1] as T];
}

function isBucket<T>(slot: Slot<T>): slot is Bucket<T> {
  return Array.isArray(slot);
}

/** The bit of a branch at the level of `shift` that stands for a hash. */
function bitOf(hash: number, shift: number): number {
  return 1 << ((hash >>> shift) & MASK);
}

/** Where the slot of a bit is, or would be: after those of all lower bits. */
function indexOf(bits: number, bit: number): number {
  let n = bits & (bit - 1);
  n -= (n >>> 1) & 0x55555555;
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const NO_BUCKET: readonly never[] = Object.freeze([]);

/** The bucket that holds `key` if the map does. */
function bucketOf<T>(map: PersistentMap<T>, key: string): Bucket<T> {
  const hash = hashString(key);
  let branch = map.root;
  for (let shift = 0; ; shift += BITS) {
    const bit = bitOf(hash, shift);
    if ((branch.bits & bit) === 0) return NO_BUCKET;
    const slot = branch.slots[indexOf(branch.bits, bit)] as Slot<T>;
    if (isBucket(slot)) return slot;
    branch = slot;
  }
}

/** Where `key` is in a bucket, its value right after it; negative if it is not there. */
function placeIn(bucket: Bucket<unknown>, key: string): number {
  for (let i = 0; i < bucket.length; i += 2) if (bucket[i] === key) return i;
  return -1;
}

function setIn<T>(branch: Branch<T>, shift: number, hash: number, key: string, value: T): Branch<T> {
  const { bits, slots } = branch;
  const bit = bitOf(hash, shift);
  const index = indexOf(bits, bit);
  if ((bits & bit) === 0) return { bits: bits | bit, slots: slots.toSpliced(index, 0, [key, value]) };
  const slot = slots[index] as Slot<T>;
  const next = isBucket(slot)
    ? setInBucket(slot, shift, hash, key, value)
    : setIn(slot, shift + BITS, hash, key, value);
  return next === slot ? branch : { bits, slots: replaced(slots, index, next) };
}

function setInBucket<T>(bucket: Bucket<T>, shift: number, hash: number, key: string, value: T): Slot<T> {
  const place = placeIn(bucket, key);
  if (place >= 0) {
    if (Object.is(bucket[place + 1], value)) return bucket;
    return replaced(bucket, place + 1, value);
  }
  const other = hashString(bucket[0] as string);
  return other === hash ? [...bucket, key, value] : parted(bucket, other, [key, value], hash, shift + BITS);
}

/** A branch with two buckets of different hashes, as many levels deep as these agree. */
function parted<T>(a: Bucket<T>, hashA: number, b: Bucket<T>, hashB: number, shift: number): Branch<T> {
  const [bitA, bitB] = [bitOf(hashA, shift), bitOf(hashB, shift)];
  if (bitA === bitB) return { bits: bitA, slots: [parted(a, hashA, b, hashB, shift + BITS)] };
  return { bits: bitA | bitB, slots: indexOf(bitA | bitB, bitA) === 0 ? [a, b] : [b, a] };
}

/** What is left of a branch without a key that it holds: null if nothing, a bucket if it is the only one. */
function removeIn<T>(branch: Branch<T>, shift: number, hash: number, key: string): Slot<T> | null {
  const { bits, slots } = branch;
  const bit = bitOf(hash, shift);
  const index = indexOf(bits, bit);
  const slot = slots[index] as Slot<T>;
  const left = isBucket(slot) ? removeInBucket(slot, key) : removeIn(slot, shift + BITS, hash, key);
  if (left !== null) {
    if (slots.length === 1 && shift > 0 && isBucket(left)) return left;
    return { bits, slots: replaced(slots, index, left) };
  }
  if (slots.length === 1) return null;
  const rest = slots.toSpliced(index, 1);
  const [only] = rest;
  if (rest.length === 1 && shift > 0 && only !== undefined && isBucket(only)) return only;
  return { bits: bits & ~bit, slots: rest };
}

function removeInBucket<T>(bucket: Bucket<T>, key: string): Bucket<T> | null {
  return bucket.length === 2 ? null : bucket.toSpliced(placeIn(bucket, key), 2);
}

function replaced<E>(items: readonly E[], index: number, item: E): E[] {
  const copy = items.slice();
  copy[index] = item;
  return copy;
}
