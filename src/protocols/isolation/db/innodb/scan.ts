/** Current reads: locking selects, updates and deletes look at rows as they are, and lock what they look at. */

import { committedHeads, put } from '../single/heads.ts';
import { inTheWay, rowClaim } from '../single/locks.ts';
import type { Delete, Select, Update } from '../sql/ast.ts';
import { bindCondition } from '../sql/bind.ts';
import { type Bounds, boundsOf } from '../sql/bounds.ts';
import { pointsOf } from '../sql/points.ts';
import type { Place, RowId, Table, Version, Wait } from '../state.ts';
import { nameOf, primaryOf, scopeOf, updaterOf } from '../tables.ts';
import { compareRows, type Row } from '../values.ts';
import { type Ctx, covered, lockGap, lockRow, locksGaps, unlock } from './locks.ts';
import { gapAt, type Rec, recordsOf } from './records.ts';
import type { InnoRun } from './run.ts';

export type Draft = { -readonly [K in keyof InnoRun]: InnoRun[K] };
type Statement = Select | Update | Delete;

export function scan(ctx: Ctx, run: Draft, statement: Statement): Wait | null {
  const table = ctx.w.table(ctx.table);
  const primary = primaryOf(table);
  const points = primary && pointsOf(statement.where, table.columns, primary.columns);
  const wait =
    points !== null
      ? atPoints(ctx, run, statement, points)
      : isDownwards(statement, table)
        ? downwards(ctx, run, statement, table)
        : range(ctx, run, statement, table);
  if (wait === null) run.scanned = true;
  return wait;
}

/** By whole keys: a row that is there is locked alone, and where there is none the gap. */
function atPoints(ctx: Ctx, run: Draft, statement: Statement, points: readonly Row[]): Wait | null {
  const sorted = [...points].sort(compareRows);
  for (; run.at < sorted.length; run.at++) {
    const key = sorted[run.at] as Row;
    const records = recordsOf(ctx.w, ctx.w.table(ctx.table));
    const record = records.find((r) => compareRows(r.key, key) === 0);
    if (record === undefined) {
      if (locksGaps(ctx)) lockGap(ctx, gapAt(records, key), modeOf(statement));
      continue;
    }
    const wait = visit(ctx, run, statement, record, { key: sorted.length === 1 ? 'whole' : 'one of' });
    if (wait !== null) return wait;
  }
  return null;
}

/** All rows within the bounds, each with the gap before it, and what comes after the last. */
function range(ctx: Ctx, run: Draft, statement: Statement, first: Table): Wait | null {
  const bounds: Bounds = boundsOf(statement.where, first);
  for (;;) {
    const records = recordsOf(ctx.w, ctx.w.table(ctx.table));
    const { cursor, waitsAt } = run;
    const record = records.find(({ key }) =>
      waitsAt !== null
        ? compareRows(key, waitsAt) >= 0
        : cursor === null
          ? !bounds.below(key)
          : compareRows(key, cursor) > 0,
    );
    const last = record === undefined;
    const gap = record === undefined ? gapEnd(records) : gapAt(records, record.key);
    const exact = record !== undefined && cursor === null && bounds.startsAt(record.key);
    if (record !== undefined) {
      const outside = bounds.above(record.key);
      // A semi-consistent read leaves what is beyond to others; whoever else comes so far locks it first.
      const passed = outside && !locksGaps(ctx) && statement.kind === 'update';
      const wait = passed ? null : visit(ctx, run, statement, record, { outside, exact });
      run.waitsAt = wait === null ? null : record.key;
      if (wait !== null) return wait;
      if (locksGaps(ctx) && !exact) {
        lockGap(ctx, { after: gap.after, before: record.key }, modeOf(statement));
      }
      run.cursor = record.key;
      if (outside) return null;
    }
    if (last) {
      if (locksGaps(ctx)) lockGap(ctx, gap, modeOf(statement));
      return null;
    }
  }
}

/** Asked for in the order of the key, the last first: so it is read. */
function isDownwards(statement: Statement, table: Table): boolean {
  const column = table.columns[primaryOf(table)?.columns[0] ?? -1];
  const first = statement.kind === 'select' ? statement.order[0] : undefined;
  return first?.descending === true && first.by.e === 'column' && first.by.name === column?.name;
}

/** The same from the other end: first the gap above, and in the end the row below the range. */
function downwards(ctx: Ctx, run: Draft, statement: Statement, first: Table): Wait | null {
  const bounds = boundsOf(statement.where, first);
  for (;;) {
    const records = recordsOf(ctx.w, ctx.w.table(ctx.table));
    const { cursor, waitsAt } = run;
    const at = records.findLastIndex(({ key }) =>
      waitsAt !== null
        ? compareRows(key, waitsAt) <= 0
        : cursor === null
          ? !bounds.above(key)
          : compareRows(key, cursor) < 0,
    );
    const record = records[at];
    if (cursor === null && waitsAt === null && locksGaps(ctx)) {
      const gap = { after: record?.key ?? null, before: records[at + 1]?.key ?? null };
      lockGap(ctx, gap, modeOf(statement));
    }
    if (record === undefined) return null;
    const outside = bounds.below(record.key);
    const wait = visit(ctx, run, statement, record, { outside });
    run.waitsAt = wait === null ? null : record.key;
    if (wait !== null) return wait;
    if (locksGaps(ctx)) {
      lockGap(ctx, { after: gapAt(records, record.key).after, before: record.key }, modeOf(statement));
    }
    run.cursor = record.key;
    if (outside) return null;
  }
}

/** A plain select that comes here is one at serializable: it shares. */
function modeOf(statement: Statement): 'shared' | 'exclusive' {
  return statement.kind === 'select' && !/update/.test(statement.lock ?? '') ? 'shared' : 'exclusive';
}

function gapEnd(records: readonly Rec[]): { after: Row | null; before: Row | null } {
  return { after: records.at(-1)?.key ?? null, before: null };
}

interface Visit {
  /** The row was asked for by its key, alone or as one of several; null: it is one of a range. */
  readonly key?: 'whole' | 'one of' | null;
  /** It is the first after the range. */
  readonly outside?: boolean;
  /** The range begins with its key. */
  readonly exact?: boolean;
}

function visit(
  ctx: Ctx,
  run: Draft,
  statement: Statement,
  { key: at, row, place: seen }: Rec,
  { key = null, outside = false, exact = false }: Visit,
): Wait | null {
  const { w, txn, table: name } = ctx;
  const table = w.table(name);
  const mode = modeOf(statement);
  const meets = bindCondition(statement.where, scopeOf(table, statement.alias ?? name));
  const claims = [rowClaim(name, row, mode, [])];
  const had = covered(w, txn, claims);
  const gaps = locksGaps(ctx);
  if (!gaps && key === null && statement.kind === 'update' && !had) {
    // Semi-consistent read: a locked row whose committed version does not meet the condition is not waited for.
    const taken = inTheWay(w, ctx.session, txn, claims, ctx.since, false).length > 0;
    const committed = committedHeads(w, table)[row];
    const values = committed === undefined ? null : (table.versions[committed] as Version).values;
    if (taken && (values === null || !meets(values))) {
      if (committed !== undefined) run.visited = [...run.visited, { row, place: committed }];
      return null;
    }
  }
  // A lock that was waited for is not given back: when it is looked at again, it is there already.
  const waited = ctx.since !== Number.POSITIVE_INFINITY;
  const next = gaps && key === null && !exact;
  const gap = next ? { after: gapAt(recordsOf(w, table), at).after, before: at } : null;
  const wait = lockRow(ctx, row, mode, gap);
  if (wait !== null) return wait;
  const { values } = table.versions[seen] as Version;
  run.visited = [...run.visited, { row, place: seen }];
  if (outside || values === null || !meets(values)) {
    // A select by a whole key reads its row before anything else of the condition is looked at, and keeps it.
    const kept = waited || (key === 'whole' && statement.kind === 'select');
    if (!gaps && !had && !kept) unlock(ctx, row, mode);
    return null;
  }
  apply(ctx, run, statement, table, row, seen, values);
  return null;
}

function apply(
  ctx: Ctx,
  run: Draft,
  statement: Statement,
  table: Table,
  row: RowId,
  place: Place,
  values: Row,
): void {
  const { w, txn } = ctx;
  if (statement.kind === 'select') {
    run.found = [...run.found, place];
    run.did = [...run.did, { what: 'read', place }];
    return;
  }
  const { number } = table.versions[place] as Version;
  if (statement.kind === 'delete') {
    const dead = put(w, txn, ctx.table, row, null, number);
    run.did = [...run.did, { what: 'write', op: 'delete', place: dead }];
    run.count += 1;
    return;
  }
  if (JSON.stringify(statement.sets).includes('"e":"column"'))
    run.did = [...run.did, { what: 'read', place }];
  const after = updaterOf(table, statement, true)(values);
  if ((nameOf(table, after) ?? row) !== row) {
    run.moves = [...run.moves, { place, after }];
    return;
  }
  const next = put(w, txn, ctx.table, row, after, number);
  // An update that changes nothing leaves no trace: its transaction does not see the row as its own.
  if (compareRows(values, after) === 0) w.setVersion(ctx.table, next, { indexed: false });
  run.did = [...run.did, { what: 'write', op: 'update', place: next }];
  run.count += 1;
}
