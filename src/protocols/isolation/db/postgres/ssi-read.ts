/** What a serializable transaction's reads leave behind, and what they find (PredicateLock…, CheckForSerializableConflictOut). */
import type { Expr } from '../sql/ast.ts';
import { pointsOf } from '../sql/points.ts';
import type { Table } from '../state.ts';
import { keyOf, primaryOf } from '../tables.ts';
import { compareRows } from '../values.ts';
import type { Ctx } from './rowlock.ts';
import { flag, heed, remember, xactOf } from './ssi.ts';
import type { SerialXact } from './ssi-state.ts';
import { sees } from './visible.ts';

/** A scan of the table for a condition: by the primary key where the condition gives it, else of all rows. */
export function serialScan(ctx: Ctx, table: Table, where: Expr | null): void {
  const { w, txn, run } = ctx;
  const eyes = { txn, snapshot: run.snapshot, statement: run.statement };
  if (xactOf(w, txn) === undefined) return;
  const primary = primaryOf(table);
  const points = primary && pointsOf(where, table.columns, primary.columns);
  const { broken } = w.db;
  if (points === null) {
    if (!broken.includes('noIndexSIREAD')) remember(w, { txn, table: table.name, on: 'table' });
  } else if (!broken.includes('noIndexSIREAD')) {
    for (const key of points) remember(w, { txn, table: table.name, on: 'key', key });
  }
  table.versions.forEach((version, place) => {
    const { values } = version;
    if (values === null || w.undone(version.born)) return;
    if (points !== null && primary !== null) {
      const key = keyOf(primary, values);
      if (!points.some((point) => compareRows(point, key) === 0)) return;
    }
    // Each version for itself: under a key that was deleted and inserted again there may be two to see.
    const born = sees(w, eyes, version.born);
    const ended = version.ended !== null && !w.undone(version.ended.by) && sees(w, eyes, version.ended.by);
    const visible = born && !ended;
    heed(w, txn, 'during a read');
    if (visible && version.born.txn !== txn && (points !== null || broken.includes('noIndexSIREAD'))) {
      remember(w, { txn, table: table.name, on: 'version', place });
    }
    if (!born) conflictOut(ctx, version.born.txn);
    else if (version.ended !== null && !w.undone(version.ended.by)) conflictOut(ctx, version.ended.by.txn);
  });
}

/** It met what `writer` wrote, and does not see it. */
function conflictOut({ w, txn }: Ctx, writer: number): void {
  if (writer === txn) return;
  const other = xactOf(w, writer);
  const me = xactOf(w, txn) as SerialXact;
  if (other === undefined || other.doomed) return;
  const { commit } = w.txn(writer);
  if (commit !== null && commit <= me.snapshot) return;
  // It can be put before all of them.
  const harmless = other.earliestOut === null || me.lastCommitBeforeSnapshot < other.earliestOut;
  if (me.readOnly && other.committed !== null && harmless) return;
  flag(w, txn, txn, writer);
}
