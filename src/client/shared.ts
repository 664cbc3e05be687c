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
  const parts: Record<string, unknown> = {};
  let same = names.length === Object.keys(old).length;
  for (const name of names) {
    parts[name] = sharing(old[name], record[name]);
    if (parts[name] !== old[name] || !(name in old)) same = false;
  }
  return same ? old : parts;
}
