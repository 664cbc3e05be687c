/** InnoDB: read views for plain selects, locks on rows and gaps for all else, of what is there now. */
import type { Advance, Engine, Task } from '../engine.ts';
import { project } from '../project.ts';
import { aliveOf, committedHeads, madeBy, putBack, visibleTable } from '../single/heads.ts';
import { grant, inTheWay, releaseAll } from '../single/locks.ts';
import { refuseIfReadOnly } from '../single/readonly.ts';
import type { Select } from '../sql/ast.ts';
import { bindCondition } from '../sql/bind.ts';
import type { Place, RowId, Version } from '../state.ts';
import { keyQuestion, primaryOf, scopeOf, updaterOf } from '../tables.ts';
import { type Looked, tellPredicate, tellRead, tellWrite } from '../tell.ts';
import type { Row } from '../values.ts';
import type { Work } from '../work.ts';
import { insert, move } from './insert.ts';
import { type Ctx, weight } from './locks.ts';
import { clusterKey, gapAt, inView, recordsOf } from './records.ts';
import { type Draft, scan } from './scan.ts';

const CODES: Readonly<Record<string, string>> = {
  '42P01': '42S02',
  '42703': '42S22',
  '42P07': '42S01',
  '42601': '42000',
  '3B001': '42000',
  '23505': '23000',
  '23502': '23000',
  '40P01': '40001',
};

export const innodb: Engine = {
  fails: 'statement',
  codes: CODES,
  start(w, task) {
    const { statement, txn } = task;
    if (statement.table === null) return { done: project(statement as never, null, []) };
    refuseIfReadOnly(w, task);
    const table = visibleTable(w, statement.table, txn);
    if (statement.kind !== 'insert')
      bindCondition(statement.where, scopeOf(table, statement.alias ?? table.name));
    if (statement.kind === 'update') updaterOf(table, statement, true);
    if (statement.kind === 'select') {
      project(statement, table, []);
      const { level, explicit } = w.txn(txn);
      if (statement.lock === null && !(level === 'serializable' && explicit))
        return { done: consistent(w, task, statement) };
    }
    const run: Draft = {
      kind: 'innodb',
      statement: w.txn(txn).statements,
      at: 0,
      cursor: null,
      waitsAt: null,
      scanned: false,
      count: 0,
      found: [],
      visited: [],
      moves: [],
      did: [],
    };
    return advance(w, task, run);
  },
  resume: (w, task, run) => advance(w, task, { ...(run as Draft) }),
  commit() {},
  committed(w, txn) {
    inherit(w, madeBy(w, txn, null));
    releaseAll(w, txn);
  },
  undo(w, txn, subs) {
    putBack(w, madeBy(w, txn, subs));
    inherit(w, madeBy(w, txn, subs));
    if (subs === null) releaseAll(w, txn);
    else forgetVanished(w, txn);
  },
  // The server sets such a savepoint without InnoDB, which then has nothing to go back to but the beginning.
  startsOver: true,
  live: (w, table) => aliveOf(table, committedHeads(w, table)),
  blockers(w, session, wait, since) {
    const { txn } = w.session(session);
    return wait.on === 'locks' && txn !== null ? inTheWay(w, session, txn, wait.claims, since, false) : [];
  },
  // As MariaDB since 10.6 and MySQL since 8.0.18: a transaction is held to wait for one other (`wait_trx`, `blocking_trx`).
  follows: 'first',
  victim(w, circle) {
    for (const order of w.db.waking) {
      if (typeof order !== 'object' || !('victim' in order) || order.step !== w.db.counts.steps - 1) continue;
      if (circle.includes(order.victim)) return order.victim;
    }
    const heavy = (id: string) => weight(w, w.session(id).txn ?? 0);
    return circle.reduce((best, id) => (heavy(id) < heavy(best) ? id : best));
  },
};

/** A plain select: what its read view has, and no locks. */
function consistent(w: Work, { txn, step }: Task, statement: Select) {
  const name = statement.table as string;
  const table = w.table(name);
  const view = viewOf(w, txn, step);
  const meets = bindCondition(statement.where, scopeOf(table, statement.alias ?? name));
  const looked: Looked[] = [];
  for (const [row, head] of Object.entries(table.heads)) {
    const place = inView(w, table, head, txn, view);
    if (place !== null) looked.push({ row, place });
  }
  tellPredicate(w, txn, name, statement.where, looked, step, false);
  const valuesAt = (place: Place) => (table.versions[place] as Version).values;
  const found = looked
    .map(({ place }) => place)
    .filter((place) => {
      const values = valuesAt(place);
      return values !== null && meets(values);
    });
  for (const place of found) tellRead(w, txn, name, place, step);
  return project(
    lowNulls(statement),
    table,
    found.map((place) => valuesAt(place) as Row),
  );
}

/** To MySQL null is less than any value; to PostgreSQL, which the parser follows, it is more. */
function lowNulls(statement: Select): Select {
  return { ...statement, order: statement.order.map((o) => ({ ...o, nullsFirst: !o.descending })) };
}

/** Commits up to this one are seen; null: everything. */
function viewOf(w: Work, txn: number, step: number): number | null {
  const { level, snapshot } = w.txn(txn);
  const now = w.db.counts.commits;
  if (level === 'read uncommitted') return null;
  if (level === 'read committed') return now;
  if (snapshot !== null) return snapshot;
  w.setTxn(txn, { snapshot: now });
  w.observe({ kind: 'snapshot', txn, step });
  return now;
}

function advance(w: Work, task: Task, run: Draft): Advance {
  const { statement, txn, session, step, since } = task;
  const ctx: Ctx = { w, txn, session, step, since, table: statement.table as string };
  let wait = null;
  if (statement.kind === 'insert') wait = insert(ctx, run, statement);
  else {
    if (!run.scanned) wait = scan(ctx, run, statement);
    if (wait === null) wait = move(ctx, run);
  }
  if (wait !== null) {
    // Others may see what it did so far: the history has to know.
    tellDid(ctx, run, task);
    run.did = [];
    return { run, wait };
  }
  if (statement.kind !== 'insert') {
    const looked = new Map<RowId, Place>(Object.entries(beforeThis(ctx, run)));
    for (const { row, place } of run.visited) looked.set(row, place);
    const list = [...looked].map(([row, place]) => ({ row, place }));
    // What it wrote before it had to wait has been told already, though it looked first.
    const wrote = w
      .table(ctx.table)
      .versions.flatMap(({ told, born, number }) =>
        told && born.txn === txn && born.statement === run.statement ? [number] : [],
      );
    tellPredicate(w, txn, ctx.table, statement.where, list, step, statement.kind !== 'select', wrote);
  }
  tellDid(ctx, run, task);
  if (statement.kind !== 'select') return { done: { count: run.count } };
  const table = w.table(ctx.table);
  return {
    done: project(
      lowNulls(statement),
      table,
      run.found.map((place) => (table.versions[place] as Version).values as Row),
    ),
  };
}

/** What the rows it did not come to were, as far as that is certain: committed, or its own. */
function beforeThis({ w, txn, table }: Ctx, run: Draft): Readonly<Record<RowId, Place>> {
  const found = w.table(table);
  const heads: Record<RowId, Place> = { ...committedHeads(w, found) };
  for (const [row, head] of Object.entries(found.heads)) {
    let place = head;
    // What it has made itself since it began is not what it looked at.
    for (let version = found.versions[place]; version?.born.txn === txn; version = found.versions[place]) {
      if (version.born.statement < run.statement) heads[row] = place;
      if (version.born.statement < run.statement || version.replaces === null) break;
      const { replaces } = version;
      place = found.versions.findIndex(({ number }) => number === replaces);
    }
  }
  return heads;
}

function tellDid({ w, txn, table, step }: Ctx, run: Draft, { statement }: Task): void {
  const locking =
    statement.kind === 'select' ? (/update/.test(statement.lock ?? '') ? 'update' : 'share') : undefined;
  for (const did of run.did) {
    if (did.what === 'read') tellRead(w, txn, table, did.place, step, locking);
    else if (did.what === 'write') tellWrite(w, txn, table, did.op, did.place, step);
    else {
      const found = w.table(table);
      const primary = primaryOf(found);
      if (primary === null) continue;
      const looked =
        did.looked === null ? [] : [{ row: w.version(table, did.looked).row, place: did.looked }];
      tellPredicate(w, txn, table, keyQuestion(found, primary, did.values), looked, step, false);
    }
  }
}

/** Who waits with a shared lock for a row that vanishes is left with a lock on the gap it leaves. */
function inherit(w: Work, made: (version: Version) => boolean): void {
  for (const { busy, txn } of Object.values(w.db.sessions)) {
    if (busy?.wait.on !== 'locks' || txn === null) continue;
    for (const { mode, target } of busy.wait.claims) {
      if (target.of !== 'row' || mode !== 'shared') continue;
      const table = w.table(target.table);
      const version = table.versions.find((v) => v.row === target.row && v.values !== null && made(v));
      const records = recordsOf(w, table);
      if (version?.values == null || records.some(({ row }) => row === target.row)) continue;
      const gap = gapAt(records, clusterKey(table, version.row, version.values));
      grant(w, txn, [{ mode, target: { of: 'gap', table: table.name, ...gap } }]);
    }
  }
}

/** A row that is taken back was never there, and nobody holds it. */
function forgetVanished(w: Work, txn: number): void {
  const locks = w.db.locks.filter(
    ({ txn: holder, target }) =>
      holder !== txn ||
      target.of !== 'row' ||
      recordsOf(w, w.table(target.table)).some((r) => r.row === target.row),
  );
  if (locks.length < w.db.locks.length) w.set({ locks });
}
