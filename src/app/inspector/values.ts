/** State and messages as people read them: short where it can be, whole where it must. */
import { jsonEqual } from '../../base/json.ts';
import { short } from '../text.ts';

/** How many of a long list's last elements are shown. */
export const TAIL = 6;
const LONG = 32;
/** Two values longer than this together are not told whole where less will do. */
const FULL = 72;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How a protocol writes a record in a few characters ("x=7" for a command), or null if it has no way of its own. */
export type Name = (record: Readonly<Record<string, unknown>>) => string | null;
const NO_NAME: Name = () => null;

/** One line of a record: field names where they help, no break between a name and its value. */
function record(value: unknown, name: Name): string {
  if (!isRecord(value)) return short(value);
  const entries = Object.entries(value).filter(([, v]) => v !== undefined && v !== null);
  // What is named by its type alone needs no brackets around it.
  if (entries.length === 1 && entries[0]?.[0] === 'type') return short(entries[0][1]);
  return name(value) ?? entries.map(([key, v]) => part(key, v, name)).join(', ');
}

function part(key: string, value: unknown, name: Name): string {
  if (!isRecord(value)) return `${key}\u00a0${short(value)}`;
  const own = name(value) ?? (Object.keys(value).length === 1 && 'type' in value ? short(value.type) : null);
  return own ?? `${key} (${record(value, name)})`;
}

export function line(value: unknown, name: Name = NO_NAME): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return '[ ]';
    return value.some(isRecord)
      ? `${value.length} ${value.length === 1 ? 'entry' : 'entries'}`
      : `[${value.map(short).join(' ')}]`;
  }
  if (isRecord(value)) {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined);
    return entries.length === 0 ? '{ }' : record(value, name);
  }
  return short(value);
}

export interface ChangeText {
  readonly before: string;
  readonly after: string;
  /** Small parts that changed inside a bigger value, when saying only those is clearer. */
  readonly parts: readonly { readonly name: string; readonly before: string; readonly after: string }[];
}

/** A field's change in words: only what differs of records by key, only what was added to or dropped from lists. */
export function showChange(before: unknown, after: unknown, name: Name = NO_NAME): ChangeText {
  if (Array.isArray(before) && Array.isArray(after)) return listChange(before, after, name);
  if (isRecord(before) && isRecord(after)) {
    return { before: '', after: '', parts: partsOf('', before, after, name) };
  }
  const whole = { before: line(before, name), after: line(after, name) };
  // Of a long record that is gone it is enough to say which it was.
  if (isRecord(before) && after == null && whole.before.length > FULL) {
    return { before: outline(before, name), after: whole.after, parts: [] };
  }
  // A record that came into being is told by key too, once it is too long for a line.
  if (isRecord(after) && !isRecord(before) && whole.after.length > LONG) {
    return {
      before: '',
      after: '',
      parts: Object.entries(after).map(([key, v]) => ({ name: key, before: '–', after: line(v, name) })),
    };
  }
  return { ...whole, parts: [] };
}

type Fields = Readonly<Record<string, unknown>>;

/** The keys under which two records differ; inside long ones, the keys there: "items.milk". */
function partsOf(path: string, before: Fields, after: Fields, name: Name): ChangeText['parts'] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys
    .filter((key) => !jsonEqual(before[key], after[key]))
    .flatMap((key) => {
      const own = path === '' ? key : `${path}.${key}`;
      const [a, b] = [before[key], after[key]];
      const whole = { name: own, before: line(a, name), after: line(b, name) };
      const long = whole.before.length + whole.after.length > FULL;
      if (!long || !isRecord(a) || !isRecord(b) || name(a) !== null || name(b) !== null) return [whole];
      return partsOf(own, a, b, name);
    });
}

/** A record without what is inside its records. */
function outline(value: Fields, name: Name): string {
  return Object.entries(value)
    .filter(([, v]) => v !== undefined && v !== null)
    .map(([key, v]) => (isRecord(v) && name(v) === null ? `${key}\u00a0(…)` : part(key, v, name)))
    .join(', ');
}

function listChange(before: readonly unknown[], after: readonly unknown[], name: Name): ChangeText {
  let same = 0;
  while (same < before.length && same < after.length && jsonEqual(before[same], after[same])) same += 1;
  const simple = !before.some(isRecord) && !after.some(isRecord);
  if (simple && before.length + after.length <= 16)
    return { before: line(before), after: line(after), parts: [] };
  const parts = [];
  for (let i = same; i < Math.max(before.length, after.length); i++) {
    if (parts.length === TAIL) {
      const rest = Math.max(before.length, after.length) - i;
      parts.push({ name: `… ${rest} more`, before: '', after: '' });
      break;
    }
    if (jsonEqual(before[i], after[i])) continue;
    parts.push({
      name: String(i + 1),
      before: i < before.length ? record(before[i], name) : '',
      after: i < after.length ? record(after[i], name) : 'dropped',
    });
  }
  return { before: '', after: '', parts };
}
