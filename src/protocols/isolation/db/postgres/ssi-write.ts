/** A write over what serializable transactions have read (CheckForSerializableConflictIn); any write gets its number here. */
import type { Place } from '../state.ts';
import { keyOf, primaryOf } from '../tables.ts';
import { compareRows, type Row } from '../values.ts';
import type { Ctx } from './rowlock.ts';
import { flag, heed, setXact, xactOf } from './ssi.ts';
import type { SerialXact, SiRead } from './ssi-state.ts';

/** Replaces the version at `old` (null: none) by one with these values (null: none). @throws SqlError 40001 */
export function conflictIn(ctx: Ctx, old: Place | null, values: Row | null): void {
  const { w, txn } = ctx;
  const me = xactOf(w, txn);
  if (me === undefined) return;
  heed(w, txn, 'during a write');
  if (!me.wrote) setXact(w, txn, { wrote: true });
  const table = w.table(ctx.table);
  const primary = primaryOf(table);
  const before = old === null ? null : w.version(ctx.table, old).values;
  const key = primary && values && keyOf(primary, values);
  const moved =
    primary && key && (before === null || compareRows(keyOf(primary, before), key) !== 0) ? key : null;
  const touches = (read: SiRead) =>
    read.on === 'table' ||
    (read.on === 'version' && read.place === old) ||
    (read.on === 'key' && moved !== null && compareRows(read.key, moved) === 0);
  for (const read of w.db.ssi.reads) {
    if (read.txn === txn || read.table !== table.name || !touches(read)) continue;
    const reader = xactOf(w, read.txn);
    if (reader === undefined || reader.doomed) continue;
    if (!overlap(reader, xactOf(w, txn) as SerialXact)) continue;
    flag(w, txn, read.txn, txn);
  }
}

function overlap(reader: SerialXact, writer: SerialXact): boolean {
  return reader.committed === null || reader.committed > writer.lastCommitBeforeSnapshot;
}
