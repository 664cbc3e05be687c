/**
 * `now`, with every part of it that equals the same part of `before` replaced by that very object: plain data that crossed from
 * the worker anew is told apart from what was there by identity, which costs nothing to compare.
 */
export function shared<T>(before: T, now: T): T {
  return sharing(before, now) as T;
}

function sharing(before: unknown, now: unknown): unknown {
  if (before === now || typeof now !== 'object' || typeof before !== 'object') return now;
  if (now === null || before === null || Array.isArray(now) !== Array.isArray(before)) return now;
  if (Array.isArray(now)) {
    const old = before as readonly unknown[];
    const parts = now.map((part, i) => sharing(old[i], part));
    return parts.length === old.length && parts.every((part, i) => part === old[i]) ? old : parts;
  }
  const old = before as Readonly<Record<string, unknown>>;
  const record = now as Readonly<Record<string, unknown>>;
  const names = Object.keys(record);
  let same = names.length === Object.keys(old).length;
  // Fields of their own only, put in as such: somebody may well have called one `__proto__`.
  const parts = names.map((name): [string, unknown] => {
    const had = Object.hasOwn(old, name);
    const part = had ? sharing(old[name], record[name]) : record[name];
    if (!had || part !== old[name]) same = false;
    return [name, part];
  });
  return same ? old : Object.fromEntries(parts);
}
