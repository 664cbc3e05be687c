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
    return [...(list.root.flat(list.depth) as unknown[]), ...list.tail].map(plain);
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
