/**
 * Plain copies for people and for the wire. What `protolib` keeps becomes what it stands for: a list (tag `$list`; `root` nested
 * `depth` levels deep, then `tail`) and a queue (tag `$queue`; `items` without the first `taken`) an array, a map (tag `$map`; a
 * trie of `slots` whose leaves are arrays of keys and values in turn) an object. Everything else keeps its shape, and what holds none
 * of these is not copied.
 */
export function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return mapSame(value, plain);
  const record = value as Record<string, unknown>;
  if (record.$list === 1) {
    const list = record as unknown as { root: unknown[]; tail: unknown[]; depth: number };
    const leaves = list.depth === 0 ? [] : (list.root.flat(list.depth - 1) as unknown[][]);
    return [...leaves.flatMap(plainLeaf), ...mapSame(list.tail, plain)];
  }
  if (record.$queue === 1) return (plain(record.items) as unknown[]).slice(record.taken as number);
  if (record.$map === 1) return plainMap(record);
  let copy: Record<string, unknown> | null = null;
  for (const key of Object.keys(record)) {
    const field = record[key];
    const converted = plain(field);
    if (converted === field) continue;
    copy ??= { ...record };
    define(copy, key, converted);
  }
  return copy ?? value;
}

/** Leaves are immutable, and versions of a list share them: each is looked through once. */
const leavesSeen = new WeakMap<unknown[], unknown[]>();

function plainLeaf(leaf: unknown[]): unknown[] {
  let known = leavesSeen.get(leaf);
  if (known === undefined) {
    known = mapSame(leaf, plain);
    leavesSeen.set(leaf, known);
  }
  return known;
}

/** Maps are immutable, and the same one is looked at at many moments. */
const mapsSeen = new WeakMap<object, object>();

/** Keys in the order of their code units (but JavaScript puts whole numbers first). */
function plainMap(map: Record<string, unknown>): object {
  const known = mapsSeen.get(map);
  if (known !== undefined) return known;
  const pairs: [string, unknown][] = [];
  collect(map.root, pairs);
  pairs.sort(([a], [b]) => (a < b ? -1 : 1));
  const object = {};
  for (const [key, value] of pairs) define(object, key, plain(value));
  mapsSeen.set(map, object);
  return object;
}

function collect(slot: unknown, pairs: [string, unknown][]): void {
  if (Array.isArray(slot)) {
    for (let i = 0; i < slot.length; i += 2) pairs.push([slot[i] as string, slot[i + 1]]);
  } else {
    for (const child of (slot as { slots: unknown[] }).slots) collect(child, pairs);
  }
}

/** Sets a field of the object's own, whatever its name: keys come from strangers, and "__proto__" is one. */
function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function mapSame(values: unknown[], convert: (v: unknown) => unknown): unknown[] {
  let copy: unknown[] | null = null;
  values.forEach((v, i) => {
    const converted = convert(v);
    if (converted === v) return;
    copy ??= [...values];
    copy[i] = converted;
  });
  return copy ?? values;
}
