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

/**
 * The versions that a scan finds, in its order: of the heap, or (`byIndex`) of the places to which the index leads, where updates that
 * change no key leave no mark (a bitmap scan over chains of heap-only tuples).
 */
export function scanned(w: Work, table: Table, eyes: Eyes, byIndex: boolean): readonly Place[] {
  const { versions } = table;
  const found: Place[] = [];
  versions.forEach(({ values, born, ended }, place) => {
    if (values === null || !sees(w, eyes, born)) return;
    if (ended === null || !sees(w, eyes, ended.by)) found.push(place);
  });
  const root = (place: Place) => versions[place]?.root ?? place;
  return byIndex ? found.sort((a, b) => root(a) - root(b)) : found;
}

/** What everybody who comes now sees, in the order of the heap. */
export function liveVersions(w: Work, table: Table): readonly Place[] {
  const places: Place[] = [];
  table.versions.forEach(({ values, indexed, born, ended }, place) => {
    if (values === null || !indexed || w.undone(born) || w.pending(born)) return;
    if (ended === null || w.undone(ended.by) || w.pending(ended.by)) places.push(place);
  });
  return places;
}
