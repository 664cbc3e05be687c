/**
 * Histories as Jepsen writes them: `{:process 0, :type :invoke, :f :read, :value nil}`, one map after another or in one vector,
 * each perhaps tagged `#jepsen.history.Op`. The operation of a key carries a tuple as its value: `[key value]`.
 */
import { type Edn, type EdnMap, isVector, mapField, writeEdn } from '../base/edn.ts';
import { EdnError, type EdnForm, readEdn } from '../base/edn-read.ts';
import { canonicalJson, type Json } from '../base/json.ts';
import { type Result, refuse } from '../base/result.ts';
import type { History, HistoryEvent } from './history.ts';
import { eventOf } from './history-json.ts';

/** Reads EDN; events of the nemesis (or of any process that is a keyword) are skipped, unknown fields ignored. */
export function readEdnHistory(text: string): Result<{ history: History }> {
  let forms: readonly EdnForm[];
  try {
    forms = readEdn(text);
  } catch (error) {
    if (!(error instanceof EdnError)) throw error;
    return refuse(`line ${error.line}: not EDN: ${error.message}.`);
  }
  const events: HistoryEvent[] = [];
  const only = forms.length === 1 ? untagged(forms[0]?.value ?? null) : null;
  const items = listItems(only);
  for (const { value, line } of items === null ? forms : items.map((value) => ({ value, line: 1 }))) {
    const map = untagged(value);
    if (!isMap(map)) return refuse(`line ${line}: not a map.`);
    const at = map.line ?? line;
    const event = readMap(map, at);
    if (typeof event === 'string') return refuse(`line ${at}: ${event}`);
    if (event !== null) events.push(event);
  }
  return { ok: true, history: { events, place: 'line' } };
}

function readMap(map: EdnMap, at: number): HistoryEvent | string | null {
  const process = mapField(map, 'process');
  if (isObject(process) && 'keyword' in process) return null;
  const field = (name: string) => {
    const value = mapField(map, name);
    return value === undefined ? undefined : jsonOf(name === 'value' ? tupleOf(value) : value);
  };
  const [type, f, key] = [name(mapField(map, 'type')), name(mapField(map, 'f')), field('key')];
  const event = { process: field('process'), type, f, key, value: field('value'), time: field('time') };
  return eventOf(event, at);
}

/** The items of a vector or list; null if it is neither. */
function listItems(value: Edn): readonly Edn[] | null {
  if (isVector(value)) return value;
  return isObject(value) && 'list' in value ? value.list : null;
}

function untagged(value: Edn): Edn {
  return isObject(value) && 'tag' in value ? untagged(value.value) : value;
}

/** Jepsen's own type for `[key value]`, as one of its versions or another writes it. */
function tupleOf(value: Edn): Edn {
  if (!isObject(value) || !('tag' in value) || !/tuple$/i.test(value.tag)) return value;
  const inner = value.value;
  if (isVector(inner) || !isMap(inner)) return inner;
  return [mapField(inner, 'key') ?? null, mapField(inner, 'value') ?? null];
}

function isObject(value: Edn | undefined): value is Exclude<Edn & object, readonly Edn[]> {
  return typeof value === 'object' && value !== null && !isVector(value);
}

function isMap(value: Edn): value is EdnMap {
  return isObject(value) && 'map' in value;
}

/** A keyword's name; anything else as it is. */
function name(value: Edn | undefined): Json | undefined {
  if (isObject(value) && 'keyword' in value) return value.keyword;
  return value === undefined ? undefined : jsonOf(value);
}

/**
 * A value as JSON. What JSON lacks (keywords, sets, …) becomes `{"edn": text}` with one text for all values that are equal in
 * EDN, so that equality is kept and `ednOf` finds the way back. Lists and vectors are equal in EDN.
 */
export function jsonOf(value: Edn): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const items = listItems(value);
  if (items !== null) return items.map(jsonOf);
  if (isMap(value) && value.map.every(([key]) => typeof key === 'string')) {
    return Object.fromEntries(value.map.map(([key, field]) => [key as string, jsonOf(field)]));
  }
  return { edn: canonicalEdn(value) };
}

/** Back from `jsonOf`. */
export function ednOf(value: Json): Edn {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(ednOf);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  const [first] = fields;
  if (first && fields.length === 1 && first[0] === 'edn' && typeof first[1] === 'string') {
    const raw = rawEdn(first[1]);
    if (raw !== undefined) return raw;
  }
  return { map: fields.map(([key, field]) => [key, ednOf(field as Json)] as const) };
}

/** The value that `jsonOf` turned into this text, undefined if there is none. */
function rawEdn(text: string): Edn | undefined {
  try {
    const [form, ...more] = readEdn(text);
    return form && more.length === 0 && canonicalJson(jsonOf(form.value)) === canonicalJson({ edn: text })
      ? form.value
      : undefined;
  } catch (error) {
    if (error instanceof EdnError) return undefined;
    throw error;
  }
}

/** Equal values have the same text: lists are vectors, sets and maps are sorted. */
function canonicalEdn(value: Edn): string {
  const items = listItems(value);
  if (items !== null) return `[${items.map(canonicalEdn).join(' ')}]`;
  if (isMap(value)) {
    const pairs = value.map.map(([key, field]) => `${canonicalEdn(key)} ${canonicalEdn(field)}`);
    return `{${pairs.sort().join(', ')}}`;
  }
  if (isObject(value) && 'set' in value) return `#{${value.set.map(canonicalEdn).sort().join(' ')}}`;
  if (isObject(value) && 'tag' in value) return `#${value.tag} ${canonicalEdn(value.value)}`;
  return writeEdn(value);
}

/** One map a line, keys as tuples, as Jepsen's `history.edn` has them. */
export function writeEdnHistory(history: History): string {
  return history.events
    .map(({ process, type, f, key, value, time }) => {
      const written = ednOf(value);
      const fields: [string, Edn][] = [
        ['process', process],
        ['type', { keyword: type }],
        ['f', /^[A-Za-z][\w-]*$/.test(f) ? { keyword: f } : f],
        ['value', key === undefined ? written : [ednOf(key), written]],
      ];
      if (time !== undefined) fields.push(['time', time]);
      return `${writeEdn({ map: fields.map(([field, v]) => [{ keyword: field }, v] as const) })}\n`;
    })
    .join('');
}
