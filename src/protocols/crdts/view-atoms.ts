/** A state of any type as a row of small pieces, so that two states can be laid side by side. Pure. */
import type { Json, JsonObject } from '../../base/json.ts';

export interface Atom {
  /** The same in two states for what is one thing. */
  readonly key: string;
  /** Null: part of a text, which needs no name. */
  readonly name: string | null;
  readonly text: string;
  /** A tombstone: kept, and not seen. */
  readonly gone: boolean;
}

type Fields = Readonly<Record<string, Json | undefined>>;

export function isFields(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entries(value: Json | undefined): readonly (readonly [string, Json])[] {
  return isFields(value) ? Object.entries(value).map(([k, v]) => [k, v ?? null] as const) : [];
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function atom(key: string, name: string | null, text: string, gone = false): Atom {
  return { key, name, text, gone };
}

/** @param type the data type, as in `meta.params` */
export function atomsOf(type: string, state: JsonObject): readonly Atom[] {
  switch (type) {
    case 'g-counter':
      return 'n' in state ? [atom('n', 'n', String(state.n))] : counts('counts', '', state.counts);
    case 'pn-counter':
      if ('n' in state) return [atom('n', 'n', String(state.n))];
      return [...counts('plus', '+', state.plus), ...counts('minus', '−', state.minus)];
    case 'g-set':
      return list(state.elements).map((e) => atom(String(e), null, String(e)));
    case '2p-set':
      return [
        ...list(state.added).map((e) => atom(`+${e}`, 'added', String(e))),
        ...list(state.removed).map((e) => atom(`−${e}`, 'removed', String(e), true)),
      ];
    case 'or-set':
      return [...tags('', state.adds, false), ...tags('removed', state.removes, true)];
    case 'orswot':
      return [...tags('', state.elements, false), ...seen(state.seen)];
    case 'lww-register':
      return state.value === null ? [] : [stamped('', state)];
    case 'mv-register':
      return list(state.versions).map((v) => {
        const { value, version } = v as Fields as { value: Json; version: Json };
        const at = vector(version);
        return atom(`${value} ${at}`, at, `“${value}”`);
      });
    case 'lww-map':
      return entries(state.entries).map(([key, v]) => stamped(key, v as Fields));
    case 'or-map':
      return [...entries(state.items).flatMap(([key, parts]) => partsOf(key, parts)), ...seen(state.seen)];
    default:
      return list(state.spans).flatMap((span) => {
        const { id, text, gone } = span as Fields;
        const cut = String(id).lastIndexOf('.') + 1;
        const [by, n] = [String(id).slice(0, cut), Number(String(id).slice(cut))];
        return [...String(text)].map((char, k) => atom(`${by}${n + k}`, null, char, gone === true));
      });
  }
}

function counts(side: string, sign: string, held: Json | undefined): readonly Atom[] {
  return entries(held).map(([id, n]) => atom(`${side} ${id}`, id, `${sign}${n}`));
}

function tags(word: string, held: Json | undefined, gone: boolean): readonly Atom[] {
  return entries(held).flatMap(([element, dots]) =>
    list(dots).map((dot) => atom(`${word} ${element} ${dot}`, String(dot), element, gone)),
  );
}

function partsOf(key: string, parts: Json): readonly Atom[] {
  return entries(parts).map(([dot, part]) => {
    const { amount, note } = part as Fields;
    return atom(`${key} ${dot}`, dot, `${amount} ${key}${note === null ? '' : ` (${note})`}`);
  });
}

function stamped(key: string, { value, stamp, by }: Fields): Atom {
  const shown = value === null ? 'deleted' : `“${value}”`;
  return atom(key, `${stamp} ${by}`, key === '' ? shown : `${key} ${shown}`, value === null);
}

function vector(value: Json): string {
  return entries(value)
    .map(([id, n]) => `${id}:${n}`)
    .join(' ');
}

/** The key of the summary of all dots ever seen. */
export const SEEN = ' seen';

function seen(context: Json | undefined): readonly Atom[] {
  if (!isFields(context)) return [];
  const all = [...entries(context.vector).map(([id, n]) => `${id}:${n}`), ...list(context.cloud).map(String)];
  return all.length === 0 ? [] : [atom(SEEN, 'seen', all.join(' '))];
}
