/** Records of which the platter holds something else than the node wrote. */
import type { RecordName } from './api.ts';
import { ABSENT, type Change, parseRecord, recordIn, recordsOf, recordText } from './records.ts';

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

/** Any of the records that the platter holds: those of the state that were stored, and those that should be gone and are not. */
export function drawn(state: object, damages: Damages, pick: (n: number) => number): RecordName | null {
  const all = recordsOf(state).filter((record) => {
    const damage = damages.get(recordText(record));
    return damage === undefined || holdsSomething(damage);
  });
  for (const damage of damages.values()) {
    if (isNothing(recordIn(state, damage)) && holdsSomething(damage)) all.push(damage);
  }
  return all[pick(Math.max(1, all.length))] ?? null;
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
