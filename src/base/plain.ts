/**
 * Plain copies for people and for the wire. Persistent lists (see protolib/list.ts: a `$list` tag, `root` nested `depth`
 * levels deep, then `tail`) become ordinary arrays; everything else keeps its shape. Values without lists are not copied.
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
  let copy: Record<string, unknown> | null = null;
  for (const key of Object.keys(record)) {
    const field = record[key];
    const converted = plain(field);
    if (converted === field) continue;
    copy ??= { ...record };
    copy[key] = converted;
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
