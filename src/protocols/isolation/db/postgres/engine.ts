/** PostgreSQL: many versions, snapshots, row locks, and SIREAD locks at serializable. */
import type { Advance, Engine, Task } from '../engine.ts';
import { SqlError } from '../errors.ts';
import { ordered, project } from '../project.ts';
import { bind, bindCondition } from '../sql/bind.ts';
import { byIndex } from '../sql/points.ts';
import type { Place, Run, Table } from '../state.ts';
import { keyQuestion, rowsOf, scopeOf, updaterOf } from '../tables.ts';
import { type Looked, tellPredicate, tellRead, tellWrite } from '../tell.ts';
import type { Row } from '../values.ts';
import type { Work } from '../work.ts';
import { advanceInsert } from './insert.ts';
import { type Ctx, type Draft, turnTakers } from './rowlock.ts';
import type { PgRun } from './run.ts';
import { advanceSelect } from './select.ts';
import { abortSerial, commitSerial, heed, register } from './ssi.ts';
import { serialScan } from './ssi-read.ts';
import { liveVersions, scanned, seenRows } from './visible.ts';
import { advanceWrite } from './write.ts';

export const postgres: Engine = {
  fails: 'transaction',
  start(w, task) {
    const { statement, txn } = task;
    const { statements } = w.txn(txn);
    heed(w, txn, 'during a statement');
    const run: Draft = {
      kind: 'postgres',
      snapshot: snapshotOf(w, task),
      statement: statements,
      todo: [],
      newest: null,
      following: false,
      turn: null,
      placed: null,
      at: 0,
      count: 0,
      found: [],
      rechecked: [],
      did: [],
    };
    if (statement.table === null) return { done: project(statement as never, null, []) };
    const table = visibleTable(w, statement.table, txn);
    const ctx = ctxOf(w, task, run, table.name);
    // Mistakes are found before it is asked whether it may write, and that before any row is looked at.
    analyse(table, statement);
    if (statement.kind !== 'select' || statement.lock !== null) writes(w, task);
    if (statement.kind !== 'insert') {
      serialScan(ctx, table, statement.where);
      run.todo = scanned(w, table, { txn, ...run }, byIndex(statement.where, table));
      if (statement.kind === 'select' && statement.lock !== null && statement.order.length > 0)
        run.todo = sortedMatches(statement, table, run.todo);
    }
    return advance(ctx, task);
  },

  resume(w, task, run) {
    heed(w, task.txn, 'during a statement');
    return advance(ctxOf(w, task, { ...(run as PgRun) }, task.statement.table as string), task);
  },

  commit(w, txn) {
    commitSerial(w, txn);
  },

  undo(w, txn, subs) {
    if (subs === null) abortSerial(w, txn);
  },

  committed() {},

  live: liveVersions,

  blockers(w, session, wait, since) {
    if (wait.on === 'turn') return turnTakers(w, session, wait, since);
    if (wait.on === 'locks') return [];
    return w.pending(wait) ? [w.txn(wait.txn).session] : [];
  },
};

function ctxOf(w: Work, { txn, session, step, since, statement }: Task, run: Draft, table: string): Ctx {
  const patience = statement.kind === 'select' ? statement.wait : 'wait';
  return { w, txn, session, step, since, run, table, patience };
}

/** Commits up to this one are seen. Taken anew by each statement, or once. */
function snapshotOf(w: Work, { txn, step }: Task): number {
  const { level, snapshot } = w.txn(txn);
  const now = w.db.counts.commits;
  if (level !== 'repeatable read' && level !== 'serializable') return now;
  if (snapshot !== null && !w.db.broken.includes('RRsnapshotPerStatement')) return snapshot;
  w.setTxn(txn, { snapshot: now });
  if (snapshot === null) {
    w.observe({ kind: 'snapshot', txn, step });
    if (level === 'serializable') register(w, txn, now);
  }
  return now;
}

/** @throws SqlError 42P01 for what somebody else is only just creating, too */
export function visibleTable(w: Work, name: string, txn: number): Table {
  const table = w.db.tables[name];
  const { creator } = table ?? {};
  const there = creator !== undefined && !w.undone(creator) && (creator.txn === txn || !w.pending(creator));
  if (table === undefined || !there) throw new SqlError('42P01', `relation "${name}" does not exist`);
  return table;
}

/** @throws SqlError for what can be told to be wrong without a row */
function analyse(table: Table, statement: Task['statement']): void {
  if (statement.kind === 'insert') {
    rowsOf(table, statement);
    return;
  }
  const scope = scopeOf(table, statement.alias ?? table.name);
  bindCondition(statement.where, scope);
  if (statement.kind === 'update') updaterOf(table, statement);
  if (statement.kind !== 'select') return;
  project(statement, table, []);
  for (const { by } of statement.order) if (by.e !== 'literal' && statement.lock) bind(by, scope);
}

function writes(w: Work, { txn, statement }: Task): void {
  const { readOnly, xid } = w.txn(txn);
  if (readOnly) {
    const what = statement.kind === 'select' ? 'SELECT FOR UPDATE' : statement.kind.toUpperCase();
    throw new SqlError('25006', `cannot execute ${what} in a read-only transaction`);
  }
  if (xid === null) w.setTxn(txn, { xid: w.next('xids') });
}

function sortedMatches(
  statement: Extract<Task['statement'], { kind: 'select' }>,
  table: Table,
  todo: readonly Place[],
) {
  const meets = bindCondition(statement.where, scopeOf(table, statement.alias ?? table.name));
  const rowAt = (place: Place) => table.versions[place]?.values as Row;
  const found = todo.filter((place) => meets(rowAt(place)));
  return ordered(statement, table, found.map(rowAt)).map((i) => found[i] as Place);
}

function advance(ctx: Ctx, task: Task): Advance {
  const { statement } = task;
  const { run } = ctx;
  const wait =
    statement.kind === 'insert'
      ? advanceInsert(ctx, statement)
      : statement.kind === 'select'
        ? advanceSelect(ctx, statement)
        : advanceWrite(ctx, statement);
  if (wait !== null) return { run: run satisfies Run, wait };
  tell(ctx, task);
  if (statement.kind !== 'select') return { done: { count: run.count } };
  const table = ctx.w.table(ctx.table);
  const rows = run.found.map((place) => table.versions[place]?.values as Row);
  // Rows are sorted, then locked: one that had to be waited for stands where it stood before it was changed.
  const sorted = statement.lock !== null && statement.order.length > 0;
  return { done: project(statement, table, rows, sorted) };
}

/** The history learns of the statement when it is done: until then nobody sees anything of it. */
function tell({ w, txn, run, table, step }: Ctx, { statement }: Task): void {
  if (statement.kind !== 'insert') {
    const seen = new Map(seenRows(w, w.table(table), { txn, ...run }));
    for (const { row, place } of run.rechecked) seen.set(row, place);
    const looked: Looked[] = [...seen].map(([row, place]) => ({ row, place }));
    tellPredicate(w, txn, table, statement.where, looked, step, statement.kind !== 'select');
  }
  const lock = statement.kind === 'select' && statement.lock !== null ? lockWord(statement.lock) : undefined;
  for (const did of run.did) {
    if (did.what === 'read') tellRead(w, txn, table, did.place, step, lock);
    else if (did.what === 'write') tellWrite(w, txn, table, did.op, did.place, step);
    else {
      const found = w.table(table);
      const key = found.keys[did.key];
      if (key === undefined) continue;
      const looked = did.looked.map((place) => ({ row: w.version(table, place).row, place }));
      tellPredicate(w, txn, table, keyQuestion(found, key, did.values), looked, step, false);
    }
  }
}

function lockWord(mode: string): 'share' | 'update' {
  return mode === 'share' || mode === 'key share' ? 'share' : 'update';
}
