/** Histories as JSON lines: `{"process":0,"type":"invoke","f":"write","value":1}`, one event a line, in real-time order. */
import { exactText } from '../base/edn-numbers.ts';
import { canonicalJson, type Json, type JsonObject } from '../base/json.ts';
import { type Result, refuse } from '../base/result.ts';
import { didYouMean, excerpt } from '../base/text.ts';
import { EVENT_TYPES, type EventType, type History, type HistoryEvent } from './history.ts';

/** Values nested deeper are refused: the text may be a stranger's. */
const MAX_DEPTH = 50;

/**
 * Reads JSON lines; blank lines and events of Jepsen's nemesis are skipped, unknown fields ignored. What is no history at all comes here
 * too, and is told so.
 */
export function readJsonHistory(text: string): Result<{ history: History }> {
  const events: HistoryEvent[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '') continue;
    if (events.length === 0 && !line.startsWith('{')) return refuse(`line ${index + 1}: ${notAnEvent(line)}`);
    const event = readLine(line, index + 1);
    if (typeof event === 'string') return refuse(`line ${index + 1}: ${event}`);
    if (event !== null) events.push(event);
  }
  return { ok: true, history: { events, place: 'line' } };
}

function notAnEvent(line: string): string {
  if (!line.startsWith('[')) return 'neither a JSON object nor EDN.';
  return 'a JSON array; each event must be an object on a line of its own.';
}

/** An event, a phrase that says what is wrong, or null for what no client did. */
function readLine(line: string, at: number): HistoryEvent | string | null {
  let json: Json;
  try {
    json = jsonIn(line);
  } catch {
    return 'not JSON.';
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return 'not a JSON object.';
  const { process, type, f, key, value, time } = json as JsonObject;
  return eventOf({ process, type, f, key, value, time: nearest(time) }, at);
}

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** The value of a text in JSON, with the numbers that JavaScript would round in the notation of EDN. @throws SyntaxError */
export function jsonIn(text: string): Json {
  return JSON.parse(exactly(text)) as Json;
}

/**
 * The line with numbers that JavaScript would round (stamps in nanoseconds, say) as exact ones, in the notation of histories in EDN: two that
 * differ must not be taken for one.
 */
function exactly(line: string): string {
  if (!/\d{16}/.test(line.replace(/\./g, ''))) return line;
  return line.replace(STRING_OR_NUMBER, (found) => {
    if (found.startsWith('"') || !/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(found)) return found;
    if (exactText(found) === exactText(String(Number(found)))) return found;
    return JSON.stringify({ edn: /^-?\d+$/.test(found) ? `${BigInt(found)}N` : `${exactText(found)}M` });
  });
}

/** A time need not be exact: it orders nothing. */
function nearest(time: Json | undefined): Json | undefined {
  const exact = typeof time === 'object' && time !== null && 'edn' in time ? String(time.edn) : null;
  return exact === null ? time : Number(exact.slice(0, -1));
}

/** Fields of an event as found; undefined if missing. */
export interface RawEvent {
  readonly process: Json | undefined;
  readonly type: Json | undefined;
  readonly f: Json | undefined;
  readonly key: Json | undefined;
  readonly value: Json | undefined;
  readonly time: Json | undefined;
}

/**
 * Checks the fields of one event, whatever notation it came in. A phrase if it is none; null for what no client did: an event of Jepsen's
 * nemesis, or one that marks a phase of the test (`info` of nobody about nothing).
 */
export function eventOf(raw: RawEvent, at: number): HistoryEvent | string | null {
  const { process, type, f, key, value, time } = raw;
  if (process === 'nemesis' || process === ':nemesis') return null;
  if (type === 'info' && (process ?? f ?? null) === null) return null;
  if (process === undefined) return '"process" is missing.';
  if (typeof process !== 'string' && !Number.isSafeInteger(process)) {
    return `"process" must be a whole number or a name, not ${excerpt(process)}.`;
  }
  if (!EVENT_TYPES.includes(type as EventType)) {
    if (type === undefined) return '"type" is missing.';
    const guess = typeof type === 'string' ? didYouMean(type, EVENT_TYPES) : '';
    return `"type" must be one of invoke, ok, fail and info, not ${excerpt(type)}.${guess}`;
  }
  if (typeof f !== 'string')
    return f === undefined ? '"f" is missing.' : `"f" must be a name, not ${excerpt(f)}.`;
  if (tooDeep(key, MAX_DEPTH) || tooDeep(value, MAX_DEPTH))
    return `values are nested deeper than ${MAX_DEPTH}.`;
  if (value === undefined && (type === 'ok' ? f === 'read' : type === 'invoke' && f !== 'read')) {
    return type === 'ok' ? 'a read that is ok must say its "value".' : `"${f.slice(0, 40)}" needs a "value".`;
  }
  return {
    process: process as number | string,
    type: type as EventType,
    f,
    ...(key === undefined ? {} : { key }),
    value: value ?? null,
    ...(typeof time === 'number' ? { time } : {}),
    at,
  };
}

function tooDeep(value: Json | undefined, allowed: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (allowed === 0) return true;
  return Object.values(value).some((inner) => tooDeep(inner, allowed - 1));
}

/** One event a line. Reading it gives the history back, its events counted by line. */
export function writeJsonHistory(history: History): string {
  return history.events
    .map(({ process, type, f, key, value, time }) => {
      const fields: [string, Json | undefined][] = Object.entries({ process, type, f, key, value, time });
      const written = fields.filter(([, field]) => field !== undefined);
      return `{${written.map(([name, field]) => `"${name}":${canonicalJson(field)}`).join(',')}}\n`;
    })
    .join('');
}
