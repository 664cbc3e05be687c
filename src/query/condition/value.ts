/** Whether a value is as a condition wants it. */
import { type Json, jsonEqual } from '../../base/json.ts';
import { plain } from '../../base/plain.ts';
import type { Range, Value } from './types.ts';

export function inRange(n: number, { min, max }: Range): boolean {
  return (min === undefined || n >= min) && (max === undefined || n <= max);
}

/** What persistent lists and maps stand for, each made once: states of neighbouring moments share them. */
const plainOf = new WeakMap<object, unknown>();

function seen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  let known = plainOf.get(value);
  if (known === undefined) {
    known = plain(value);
    plainOf.set(value, known);
  }
  return known;
}

/** @param value anything a state or a note may hold; undefined where there is no such field */
export function matches(value: unknown, wanted: Value): boolean {
  const it = seen(value);
  switch (wanted.op) {
    case 'equals':
      return it !== undefined && jsonEqual(it as Json, wanted.value);
    case 'range':
      return typeof it === 'number' && inRange(it, wanted.range);
    case 'oneOf':
      return it !== undefined && wanted.values.some((one) => jsonEqual(it as Json, one));
    case 'not':
      return it !== undefined && !matches(it, wanted.of);
    case 'has':
      return Array.isArray(it) && it.some((element) => matches(element, wanted.of));
    case 'every':
      return Array.isArray(it) && it.every((element) => matches(element, wanted.of));
    case 'length': {
      const length = Array.isArray(it) || typeof it === 'string' ? it.length : sizeOf(it);
      return length !== null && matches(length, wanted.of);
    }
    case 'fields':
      return wanted.fields.every(([path, inner]) => matches(at(it, path), inner));
    case 'all':
      return wanted.of.every((one) => matches(it, one));
  }
}

function sizeOf(it: unknown): number | null {
  return typeof it === 'object' && it !== null ? Object.keys(it).length : null;
}

/** The value at a path of names, `config.members`; a whole number is a place in a list, from 0. Undefined if there is none. */
export function at(value: unknown, path: string): unknown {
  let here = seen(value);
  for (const name of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined;
    here = seen((here as Record<string, unknown>)[name]);
  }
  return here;
}
