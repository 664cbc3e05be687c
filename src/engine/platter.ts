/** Records of which the platter holds something else than the node wrote. */
import type { RecordName } from './api.ts';
import { ABSENT, type Change, isListField, parseRecord, recordIn, recordText } from './records.ts';

/** What the platter holds of a record instead of what the node wrote. */
export interface Damage extends RecordName {
  /** `gone`: never stored, and nothing was there before. */
  readonly what: 'old' | 'gone' | 'wrong' | 'unreadable';
  readonly value: unknown;
}

/** By the text of the record. */
export type Damages = ReadonlyMap<string, Damage>;
/** The platter keeps what it held of this record. */
export function missed(damages: Map<string, Damage>, { field, index, before }: Change): void {
  const name = recordText({ field, index });
  if (damages.has(name)) return;
  const what = before === ABSENT ? 'gone' : 'old';
  damages.set(name, { field, index, what, value: before === ABSENT ? null : before });
}

/**
 * Any of the records that the platter holds: those of the state that were stored, and those that should be gone and are not. They are
 * counted, not listed: a list may be long.
 */
export function drawn(state: object, damages: Damages, pick: (n: number) => number): RecordName | null {
  const { count, spans } = layout(state);
  const missing: number[] = [];
  const left: Damage[] = [];
  for (const damage of damages.values()) {
    const place = placeOf(spans, damage);
    if (place < 0 && holdsSomething(damage)) left.push(damage);
    else if (place >= 0 && !holdsSomething(damage)) missing.push(place);
  }
  const stored = count - missing.length;
  let place = pick(Math.max(1, stored + left.length));
  if (place >= stored) return left[place - stored] ?? null;
  missing.sort((a, b) => a - b);
  for (const one of missing) if (one <= place) place++;
  for (const [field, { start, length }] of spans) {
    if (place < start + (length ?? 1)) return { field, index: length === null ? null : place - start };
  }
  return null;
}

/** Where the records of a field begin, counted over all of the state, and of a list how many there are. */
interface Span {
  readonly start: number;
  readonly length: number | null;
}

function layout(state: object): { count: number; spans: ReadonlyMap<string, Span> } {
  const spans = new Map<string, Span>();
  let count = 0;
  for (const [field, value] of Object.entries(state)) {
    const length = isListField(value) ? value.length : null;
    if (length === null && isNothing(value)) continue;
    spans.set(field, { start: count, length });
    count += length ?? 1;
  }
  return { count, spans };
}

/** −1 if the state has no such record. */
function placeOf(spans: ReadonlyMap<string, Span>, { field, index }: RecordName): number {
  const span = spans.get(field);
  if (span === undefined) return -1;
  if (span.length === null) return index === null ? span.start : -1;
  return index !== null && index < span.length ? span.start + index : -1;
}

/** The record of that name, if the platter holds it. */
export function named(name: string, state: object, damages: Damages): RecordName | null {
  const record = parseRecord(name);
  if (record === null) return null;
  const damage = damages.get(recordText(record));
  const holds = damage ? holdsSomething(damage) : !isNothing(recordIn(state, record));
  return holds ? record : null;
}

function holdsSomething({ what, value }: Damage): boolean {
  return what === 'unreadable' || (what !== 'gone' && !isNothing(value));
}

/** Of a field that holds nothing there is nothing on the platter. */
function isNothing(content: unknown): boolean {
  return content === ABSENT || content === null || content === undefined;
}
