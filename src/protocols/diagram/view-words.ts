/** The words of the panel. Pure. */
import type { Stamp } from '../../query/stamps.ts';
import type { StampKind } from '../../query/stamps-exercise.ts';
import { idOf } from './view-edits.ts';
import type { DrawnEvent } from './view-events.ts';

export const CLOCK_NAMES: Readonly<Record<StampKind, string>> = {
  lamport: 'Lamport',
  vector: 'Vector',
  hlc: 'HLC',
};

export function msText(time: number): string {
  return `${Math.round(time / 100) / 10}`;
}

export function stampText(stamp: Stamp | null, kind: StampKind): string {
  if (stamp === null) return '';
  if (kind === 'lamport') return String(stamp.lamport);
  return kind === 'vector' ? `[${stamp.vector.join(',')}]` : `(${msText(stamp.hlc.l)}, ${stamp.hlc.c})`;
}

/** "P2 receives from P1 at 24 ms, [1,1,0]" */
export function eventWords(event: DrawnEvent, other: number | null, kind: StampKind | null): string {
  const who = idOf(event.lane);
  const what =
    event.kind === 'local'
      ? `${who} has a local event`
      : event.kind === 'send'
        ? `${who} sends to ${other === null ? 'nobody' : idOf(other)}`
        : `${who} receives from ${other === null ? 'nobody' : idOf(other)}`;
  return `${event.name}: ${what} at ${msText(event.time)} ms${kind === null ? '' : `, ${stampText(event.stamp, kind)}`}`;
}

/** What an edit has done to the stamps: texts by event, before and after it. */
export function changeWords(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  kind: StampKind,
): { readonly words: string; readonly changed: ReadonlySet<string> } {
  const changed = new Set(
    [...after].filter(([key, text]) => (before.get(key) ?? text) !== text).map(([key]) => key),
  );
  const n = changed.size;
  const stamps = n === 1 ? '1 stamp has changed' : `${n} stamps have changed`;
  if (n === 0)
    return {
      changed,
      words: 'No stamp has changed: it passed no event of its lane, so no process can tell the difference.',
    };
  return {
    changed,
    words:
      kind === 'hlc'
        ? `${stamps}: a hybrid stamp follows the wall clock too.`
        : `${stamps}: it stands elsewhere in the order of its lane.`,
  };
}
