/** Putting rows in: is the key free, is the gap? */

import { checkKeys, put, rowOf } from '../single/heads.ts';
import { grant, rowClaim } from '../single/locks.ts';
import type { Insert } from '../sql/ast.ts';
import type { RowId, Version, Wait } from '../state.ts';
import { duplicate, nameOf, primaryOf, rowsOf } from '../tables.ts';
import { compareRows, type Row } from '../values.ts';
import { type Ctx, intend, lockRow } from './locks.ts';
import { clusterKey, recordsOf } from './records.ts';
import type { Draft } from './scan.ts';

export function insert(ctx: Ctx, run: Draft, statement: Insert): Wait | null {
  const rows = rowsOf(ctx.w.table(ctx.table), statement);
  for (; run.at < rows.length; run.at++) {
    const values = (rows[run.at] as () => Row)();
    const row = nameOf(ctx.w.table(ctx.table), values) ?? rowOf(ctx.w, ctx.w.table(ctx.table), values);
    const wait = insertRow(ctx, run, row, values);
    if (wait !== null) return wait;
    run.count += 1;
  }
  return null;
}

/** Rows that an update takes to another key: taken out, and put in anew. */
export function move(ctx: Ctx, run: Draft): Wait | null {
  const { w, txn } = ctx;
  while (run.moves.length > 0) {
    const [{ place, after } = { place: -1, after: [] }] = run.moves;
    const { row, number } = w.version(ctx.table, place);
    const head = w.table(ctx.table).heads[row];
    if (head === place) {
      const dead = put(w, txn, ctx.table, row, null, number);
      run.did = [...run.did, { what: 'write', op: 'delete', place: dead }];
    }
    const wait = insertRow(ctx, run, nameOf(w.table(ctx.table), after) ?? row, after);
    if (wait !== null) return wait;
    run.count += 1;
    run.moves = run.moves.slice(1);
  }
  return null;
}

/** @throws SqlError 23505 */
function insertRow(ctx: Ctx, run: Draft, row: RowId, values: Row): Wait | null {
  const { w, txn } = ctx;
  const table = w.table(ctx.table);
  const key = clusterKey(table, row, values);
  const records = recordsOf(w, table);
  const there = records.find((r) => compareRows(r.key, key) === 0);
  if (there !== undefined) {
    // Whether the key is taken is asked under a shared lock on the row alone, which stays. (MySQL 8 locks the gap before it too, at
    // repeatable read; MariaDB does not.)
    const wait = lockRow(ctx, row, 'shared');
    if (wait !== null) return wait;
    const primary = primaryOf(table);
    if (primary !== null && (table.versions[there.place] as Version).values !== null) {
      throw duplicate(table, primary, values);
    }
  } else {
    const wait = intend(ctx, key, row);
    if (wait !== null) return wait;
  }
  // A new record is its inserter's at once: who waits for an older one of this key waits for the next.
  if (there === undefined) grant(w, txn, [rowClaim(ctx.table, row, 'exclusive', [])]);
  else {
    const wait = lockRow(ctx, row, 'exclusive');
    if (wait !== null) return wait;
  }
  checkKeys(table, table.heads, '', values);
  const looked = table.heads[row] ?? null;
  const replaces = looked === null ? null : (table.versions[looked] as Version).number;
  if (primaryOf(table) !== null) run.did = [...run.did, { what: 'key', values, looked }];
  const place = put(w, txn, ctx.table, row, values, replaces);
  run.did = [...run.did, { what: 'write', op: 'insert', place }];
  return null;
}
