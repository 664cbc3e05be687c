/** Values as one line of text. Pure. */
import type { Json } from '../../base/json.ts';
import { isFields } from './view-atoms.ts';

/** "3", "{eggs, milk}", "milk 3 (2 %), eggs 1", "“abc”", "nothing" */
export function valueText(value: Json): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string') return value === '' ? 'empty' : `“${value}”`;
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : value.map(String).join(', ');
  if (!isFields(value)) return String(value).replace('-', '−');
  const entries = Object.entries(value).map(([key, v]) =>
    isFields(v)
      ? `${key} ${String(v.amount).replace('-', '−')}${typeof v.note === 'string' && v.note !== '' ? ` (${v.note})` : ''}`
      : `${key} = ${String(v)}`,
  );
  return entries.length === 0 ? 'empty' : entries.join(', ');
}
