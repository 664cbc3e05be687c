/**
 * Durable state as a disk sees it: records, of which each top-level field is one, or, where the field is a list, each of its elements.
 * Named `votedFor` and `log[3]` (from 0).
 */
import { jsonEqual } from '../base/json.ts';
import { commonPrefix, from, isList, type List, slice, toArray } from '../base/list.ts';
import type { RecordName } from './api.ts';

/** What stands for a record that is not there. */
export const ABSENT = Symbol('absent');
export type Content = unknown | typeof ABSENT;

export interface Change extends RecordName {
  readonly before: Content;
  readonly after: Content;
}

type Fields = Readonly<Record<string, unknown>>;

export function recordText({ field, index }: RecordName): string {
  return index === null ? field : `${field}[${index}]`;
}

/** Null if it is no name of a record. */
export function parseRecord(text: string): RecordName | null {
  const match = /^([A-Za-z_$][\w$]*)(?:\[(\d{1,9})\])?$/.exec(text);
  if (match === null) return null;
  return { field: match[1] as string, index: match[2] === undefined ? null : Number(match[2]) };
}

export function isListField(value: unknown): value is readonly unknown[] | List<unknown> {
  return Array.isArray(value) || isList(value);
}

export function elementsOf(list: readonly unknown[] | List<unknown>): unknown[] {
  return isList(list) ? toArray(list) : [...list];
}

/** A list of the same make as another. */
export function listLike(like: unknown, elements: readonly unknown[]): unknown {
  return isList(like) ? from(elements) : elements;
}

/** Whether a step has assigned any field anew. */
export function assigned(before: object, after: object): boolean {
  const b = before as Fields;
  const a = after as Fields;
  for (const field in a) if (a[field] !== b[field]) return true;
  return false;
}

/** The records that differ, in the order of the fields, elements from the first: one write. */
export function changesOf(before: object, after: object): Change[] {
  const b = before as Fields;
  const a = after as Fields;
  const changes: Change[] = [];
  for (const field of Object.keys(a)) {
    if (a[field] === b[field]) continue;
    if (isListField(a[field]) && isListField(b[field])) listChanges(field, b[field], a[field], changes);
    else if (!jsonEqual(a[field], b[field])) {
      changes.push({ field, index: null, before: field in b ? b[field] : ABSENT, after: a[field] });
    }
  }
  return changes;
}

function listChanges(
  field: string,
  before: readonly unknown[] | List<unknown>,
  after: readonly unknown[] | List<unknown>,
  changes: Change[],
): void {
  const shared = isList(before) && isList(after) ? commonPrefix(before, after) : 0;
  const old = isList(before) ? slice(before, shared) : before;
  const now = isList(after) ? slice(after, shared) : after;
  for (let i = 0; i < Math.max(old.length, now.length); i++) {
    const was = i < old.length ? old[i] : ABSENT;
    const is = i < now.length ? now[i] : ABSENT;
    if (was === is || (was !== ABSENT && is !== ABSENT && jsonEqual(was, is))) continue;
    changes.push({ field, index: shared + i, before: was, after: is });
  }
}

/** The state with these records as they were (or were not) after the change. Elements with a gap before them are not reached. */
export function compose(state: object, changes: readonly Change[]): object {
  const fields = { ...(state as Fields) } as Record<string, unknown>;
  const lists = new Map<string, unknown[]>();
  for (const { field, index, after } of changes) {
    if (index === null) {
      fields[field] = after;
      continue;
    }
    const elements = lists.get(field) ?? elementsOf(fields[field] as readonly unknown[]);
    lists.set(field, elements);
    elements[index] = after;
  }
  for (const [field, elements] of lists) {
    const end = Array.from(elements).findIndex((e) => e === ABSENT || e === undefined);
    fields[field] = listLike(fields[field], end < 0 ? elements : elements.slice(0, end));
  }
  return fields;
}

/** Every record that a state has: fields that hold something, elements of lists. */
export function recordsOf(state: object): RecordName[] {
  const names: RecordName[] = [];
  for (const [field, value] of Object.entries(state)) {
    if (isListField(value)) for (let index = 0; index < value.length; index++) names.push({ field, index });
    else if (value !== null && value !== undefined) names.push({ field, index: null });
  }
  return names;
}

/** What a record holds; ABSENT if the state has no such record. */
export function recordIn(state: object, { field, index }: RecordName): Content {
  if (!Object.hasOwn(state, field)) return ABSENT;
  const value = (state as Fields)[field];
  if (index === null) return isListField(value) ? ABSENT : value;
  if (!isListField(value) || index >= value.length) return ABSENT;
  return isList(value) ? slice(value, index, index + 1)[0] : value[index];
}
