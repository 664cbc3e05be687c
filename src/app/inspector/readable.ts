/** Values of states and messages with their times in words, by what `meta.fields` says of each field. Pure. */
import type { FieldMeta, Meta } from '../../engine/meta.ts';
import { ms } from '../text.ts';

type Fields = Readonly<Record<string, FieldMeta>>;

/** The same value, each number in a field of times as "70.2 ms". What a field holds reads like the field. Values without times stay the same objects. */
export function readable(value: unknown, meta: Meta, field = ''): unknown {
  const { fields } = meta;
  return fields === undefined ? value : withTimes(value, fields, fields[field]?.unit === 'µs');
}

function withTimes(value: unknown, fields: Fields, time: boolean): unknown {
  if (typeof value === 'number') return time ? ms(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => withTimes(item, fields, time));
    return items.some((item, i) => item !== value[i]) ? items : value;
  }
  let copy: Record<string, unknown> | null = null;
  for (const [key, v] of Object.entries(value)) {
    const read = withTimes(v, fields, time || (Object.hasOwn(fields, key) && fields[key]?.unit === 'µs'));
    if (read === v) continue;
    copy ??= { ...value };
    copy[key] = read;
  }
  return copy ?? value;
}
