/** Whether the keys of a new version are free (nbtinsert.c: _bt_check_unique). */
import type { Key, Place, Table } from '../state.ts';
import { duplicate, keyOf } from '../tables.ts';
import type { Row } from '../values.ts';
import { compareRows } from '../values.ts';
import { type Attempt, type Ctx, waitFor } from './rowlock.ts';

/** Waits for whoever may yet have put in, or taken out, a row of the same key. @throws SqlError 23505 */
export function place(ctx: Ctx, at: Place): Attempt {
  const { w, table } = ctx;
  const found = w.table(table);
  const values = found.versions[at]?.values as Row;
  for (const key of found.keys) {
    const blocked = busy(ctx, found, key, at, values);
    if (blocked !== null) return blocked;
  }
  // It enters the order of versions now: what happened while it waited came before it.
  const { row, replaces } = w.version(table, at);
  const number = w.next('versions');
  const last = replaces ?? lastOf(ctx, row);
  w.setVersion(table, at, { indexed: true, number, replaces: last });
  return { got: 'row' };
}

function busy(ctx: Ctx, table: Table, key: Key, at: Place, values: Row): Attempt | null {
  const { w, txn } = ctx;
  const wanted = keyOf(key, values);
  if (wanted.includes(null)) return null;
  for (const [other, version] of table.versions.entries()) {
    if (other === at || version.values === null || !version.indexed || w.undone(version.born)) continue;
    if (compareRows(keyOf(key, version.values), wanted) !== 0) continue;
    const row = { table: table.name, row: version.row };
    if (version.born.txn !== txn && w.pending(version.born)) return waitFor(version.born, row);
    const { ended } = version;
    if (ended !== null && !w.undone(ended.by)) {
      if (ended.by.txn !== txn && w.pending(ended.by)) return waitFor(ended.by, row);
      continue;
    }
    throw duplicate(table, key, values);
  }
  return null;
}

/** The number of the row's last version; null if it has none. */
export function lastOf({ w, table }: Pick<Ctx, 'w' | 'table'>, row: string): number | null {
  let last: number | null = null;
  for (const version of w.table(table).versions) {
    if (version.row !== row || !version.indexed || w.undone(version.born)) continue;
    if (last === null || version.number > last) last = version.number;
  }
  return last;
}
