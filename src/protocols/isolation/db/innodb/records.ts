/** The clustered index: its records in order, those included that somebody has deleted and not yet committed. */
import type { Place, RowId, Table, Version } from '../state.ts';
import { keyOf, primaryOf } from '../tables.ts';
import { compareRows, type Row } from '../values.ts';
import type { Work } from '../work.ts';

export interface Rec {
  readonly key: Row;
  readonly row: RowId;
  readonly place: Place;
}

/** By primary key, or by the number that a row without one has. */
export function clusterKey(table: Table, row: RowId, values: Row): Row {
  const primary = primaryOf(table);
  return primary ? keyOf(primary, values) : [Number(row.slice(1))];
}

export function recordsOf(w: Work, table: Table): readonly Rec[] {
  const records: Rec[] = [];
  for (const [row, place] of Object.entries(table.heads)) {
    const head = table.versions[place] as Version;
    // What is deleted and committed is purged at once. (The real one takes its time.)
    if (head.values === null && !w.pending(head.born)) continue;
    const values = head.values ?? lastValues(table, head);
    if (values !== null) records.push({ key: clusterKey(table, row, values), row, place });
  }
  return records.sort((a, b) => compareRows(a.key, b.key));
}

function lastValues(table: Table, dead: Version): Row | null {
  let version: Version | undefined = dead;
  while (version !== undefined && version.values === null) {
    const { replaces }: Version = version;
    version = table.versions.find(({ number }) => number === replaces);
  }
  return version?.values ?? null;
}

/** The keys between which a key that is not there would stand. */
export function gapAt(records: readonly Rec[], key: Row): { after: Row | null; before: Row | null } {
  const after = records.findLast((r) => compareRows(r.key, key) < 0)?.key ?? null;
  const before = records.find((r) => compareRows(r.key, key) > 0)?.key ?? null;
  return { after, before };
}

/** The version of a row that a read view has; null: none. */
export function inView(w: Work, table: Table, head: Place, txn: number, view: number | null): Place | null {
  let place: Place | null = head;
  while (place !== null) {
    const { born, indexed, replaces }: Version = table.versions[place] as Version;
    const own = born.txn === txn && indexed;
    const { commit } = w.txn(born.txn);
    // Read uncommitted has no view: whatever stands there.
    if (view === null || own || (born.txn !== txn && commit !== null && commit <= view)) return place;
    const before = table.versions.findIndex(({ number }) => number === replaces);
    place = before < 0 ? null : before;
  }
  return null;
}
