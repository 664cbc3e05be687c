/** What becomes of a statement whose snapshot has a version that is no longer the row's newest. */
import { SqlError } from '../errors.ts';
import type { Ending, Place, Wait } from '../state.ts';
import { wakes } from '../waking.ts';
import type { Ctx } from './rowlock.ts';

/**
 * Somebody has changed the row since the snapshot. Where the snapshot is fixed for the transaction, the first to update wins; else the
 * statement goes on with the newest version (`run.newest`). @returns whether there is none @throws SqlError 40001
 */
export function changedSince(ctx: Ctx, place: Place, got: 'updated' | 'deleted'): boolean {
  const { w, run, txn, table } = ctx;
  if (w.txn(txn).snapshot !== null && !w.db.broken.includes('noFUW')) {
    const what = got === 'deleted' ? 'delete' : 'update';
    throw new SqlError('40001', `could not serialize access due to concurrent ${what}`);
  }
  run.newest = (w.version(table, place).ended as Ending).next;
  if (got === 'deleted') {
    for (
      let { ended } = w.version(table, run.newest);
      ended !== null;
      { ended } = w.version(table, run.newest)
    ) {
      run.newest = ended.next;
    }
    recheck(ctx);
    return true;
  }
  run.following = true;
  return false;
}

/** The history learns which version decided in the end. */
export function recheck({ w, run, table }: Ctx): void {
  const place = run.newest as Place;
  const { row } = w.version(table, run.todo[run.at] as Place);
  const found = w.version(table, place).row;
  const entries = [{ row: found, place }];
  // Its key was changed: under its old name it is dead.
  if (found !== row) {
    const { versions } = w.table(table);
    const dead = versions.findLastIndex((v) => v.row === row && v.values === null && !w.undone(v.born));
    if (dead >= 0) entries.push({ row, place: dead });
  }
  run.rechecked = [...run.rechecked.filter((r) => entries.every((e) => e.row !== r.row)), ...entries];
}

/**
 * Whoever had its turn at a row gives it up before it goes on to the row's newest version, or to the next row; and the next in the queue may
 * get there first. Which of the two does is chance in PostgreSQL. Here it is the first, or the next where the order of waking is
 * `queue` (to compare with the real one): then this is a wait that is over as soon as it begins.
 */
export function yielded({ w }: Ctx, had: boolean): Wait | null {
  return had && wakes(w, 'queue') ? { on: 'transaction', txn: 0, sub: 0, row: null } : null;
}
