/** Sorted lists and records with sorted keys: equal contents, equal texts. Keys come from users: none means anything here. */
export type Vector = Readonly<Record<string, number>>;

export function at<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The count of a replica, 0 if it has none. */
export function count(vector: Vector, id: string): number {
  return at(vector, id) ?? 0;
}

export function sum(vector: Vector): number {
  return Object.values(vector).reduce((total, n) => total + n, 0);
}

/** The record with `value` under `key`, keys in order. */
export function put<T>(
  record: Readonly<Record<string, T>>,
  key: string,
  value: T,
): Readonly<Record<string, T>> {
  if (Object.hasOwn(record, key)) return { ...record, [key]: value };
  return sorted([...Object.entries(record), [key, value]]);
}

export function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  if (!Object.hasOwn(record, key)) return record;
  return Object.fromEntries(Object.entries(record).filter(([k]) => k !== key));
}

export function sorted<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  return Object.fromEntries([...entries].sort(([a], [b]) => compare(a, b)));
}

/** Key by key; what only one has is taken as it is. Gives `a` itself if nothing in it changes. */
export function joinRecords<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  join: (x: T, y: T) => T,
): Readonly<Record<string, T>> {
  if (a === b) return a;
  let result = a;
  for (const [key, theirs] of Object.entries(b)) {
    const mine = at(a, key);
    const joined = mine === undefined ? theirs : join(mine, theirs);
    if (joined !== mine) result = put(result, key, joined);
  }
  return result;
}

export function joinVectors(a: Vector, b: Vector): Vector {
  return joinRecords(a, b, (x, y) => (y > x ? y : x));
}

/** Of lists in order and without doubles. Gives `a` itself if `b` has nothing new. */
export function union(a: readonly string[], b: readonly string[]): readonly string[] {
  const known = new Set(a);
  const fresh = b.filter((x) => !known.has(x));
  return fresh.length === 0 ? a : [...a, ...fresh].sort(compare);
}

/** Code unit order, the same everywhere. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
