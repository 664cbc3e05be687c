/** Values of a history as sentences show them: nil for null, and what only EDN has as the history wrote it. */
import { canonicalJson, type Json, type JsonObject } from '../base/json.ts';

/** One line of any length. */
export function text(value: Json): string {
  return value === null ? 'nil' : typeof value === 'string' ? value : inner(value);
}

/** What only EDN has (`{edn}`, a keyword, a set, a long integer) as the history wrote it. */
function inner(value: Json): string {
  if (typeof value !== 'object' || value === null) return canonicalJson(value);
  if (Array.isArray(value)) return `[${value.map(inner).join(',')}]`;
  const edn = ednText(value);
  if (edn !== null) return edn;
  const fields = Object.keys(value).sort();
  return `{${fields.map((name) => `${canonicalJson(name)}:${inner((value as JsonObject)[name] ?? null)}`).join(',')}}`;
}

export function ednText(value: Json): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { edn, ...more } = value as JsonObject;
  return typeof edn === 'string' && Object.keys(more).length === 0 ? edn : null;
}
