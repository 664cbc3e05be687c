/** Edits and values as people read them. */
import type { Json } from '../../base/json.ts';
import type { Edit } from './types/data-type.ts';
import type { Context } from './types/dots.ts';

/** What was done, after the name of the replica: "adds “milk”". */
export function editWords(edit: Edit): string {
  switch (edit.type) {
    case 'increment':
      return `adds ${edit.by}`;
    case 'decrement':
      return `takes ${edit.by} away`;
    case 'add':
      return `adds “${edit.element}”`;
    case 'remove':
      return `removes “${edit.element}”`;
    case 'write':
      return `writes “${edit.value}”`;
    case 'put':
      return `sets ${edit.key} to “${edit.value}”`;
    case 'item':
      return `adds ${edit.by} ${edit.key}${edit.note === undefined ? '' : ` with the note “${edit.note}”`}`;
    case 'delete':
      return `deletes ${edit.key}`;
    case 'type':
      return `types “${clip(edit.text)}” ${edit.at === Number.MAX_SAFE_INTEGER ? 'at the end' : `at ${edit.at}`}`;
    case 'erase':
      return `erases ${edit.count} ${edit.count === 1 ? 'character' : 'characters'} at ${edit.at}`;
  }
}

/** The same in a few characters, for the timeline: "+ milk", "+2", "“x”". */
export function editLabel(edit: Edit): string {
  switch (edit.type) {
    case 'increment':
      return `+${edit.by}`;
    case 'decrement':
      return `−${edit.by}`;
    case 'add':
      return `+ ${edit.element}`;
    case 'remove':
      return `− ${edit.element}`;
    case 'write':
      return edit.value;
    case 'put':
      return `${edit.key} = ${edit.value}`;
    case 'item':
      return `${edit.by} ${edit.key}`;
    case 'delete':
      return `− ${edit.key}`;
    case 'type':
      return edit.text.length <= 12 ? edit.text.trim() : `${edit.text.slice(0, 11).trim()}…`;
    case 'erase':
      return 'erases';
  }
}

const LONG = 40;
/** Long texts by their beginning and end. */
export function clip(text: string): string {
  return text.length <= LONG ? text : `${text.slice(0, LONG / 2)} … ${text.slice(-LONG / 4)}`;
}

/** "3", "{eggs, milk}", "“tea”", "milk 3 (2 %), eggs 1", "“abc”" */
export function valueWords(value: Json): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string') return `“${clip(value)}”`;
  if (typeof value !== 'object') return String(value).replace('-', '−');
  if (isList(value)) return `{${value.map((v) => String(v)).join(', ')}}`;
  const entries = Object.entries(value).map(([key, v]) => `${key} ${entryWords(v ?? null)}`);
  return entries.length === 0 ? 'nothing' : entries.join(', ');
}

function entryWords(value: Json): string {
  if (typeof value !== 'object' || value === null || isList(value)) return `“${String(value)}”`;
  return value.note === null ? String(value.amount) : `${value.amount} (${value.note})`;
}

/** `Array.isArray` does not know read-only lists. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** "R1.3", "R1.3 and R2.1", "R1.3, R2.1 and 4 more" */
export function updateWords(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? '';
  if (names.length <= 3) return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}

/** What a copy has: "R1:3 R2:1", and by name what does not follow on these. */
export function seenWords({ vector, cloud }: Context): string {
  return [...Object.entries(vector).map(([id, n]) => `${id}:${n}`), ...cloud].join(' ');
}
