/** What a snapshot sees (HeapTupleSatisfiesMVCC). */
import type { Place, RowId, Stamp, Table } from '../state.ts';
import type { Work } from '../work.ts';
import type { PgRun } from './run.ts';

/** Whose eyes, and as of when: commits up to `snapshot`, and the transaction's own statements before `statement`. */
export type Eyes = { readonly txn: number } & Pick<PgRun, 'snapshot' | 'statement'>;

export function sees(w: Work, { txn, snapshot, statement }: Eyes, stamp: Stamp): boolean {
  if (w.undone(stamp)) return false;
  if (stamp.txn === txn) return stamp.statement < statement;
  const { commit } = w.txn(stamp.txn);
  return commit !== null && commit <= snapshot;
}

/** Of every row that is born the version that is seen, dead ones included. */
export function seenRows(w: Work, table: Table, eyes: Eyes): ReadonlyMap<RowId, Place> {
  const seen = new Map<RowId, Place>();
  table.versions.forEach((version, place) => {
    const best = seen.get(version.row);
    const later = best === undefined || (table.versions[best]?.number as number) < version.number;
    if (later && sees(w, eyes, version.born)) seen.set(version.row, place);
  });
  return seen;
}

/** Of those the ones alive, in the order of the heap. */
export function alive(table: Table, seen: ReadonlyMap<RowId, Place>): readonly Place[] {
  return [...seen.values()].filter((place) => table.versions[place]?.values !== null).sort((a, b) => a - b);
}
