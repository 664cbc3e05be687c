/**
 * Optimistic control with backward validation (Kung & Robinson, TODS 1981): a transaction reads what is committed, writes into a space
 * of its own, and at its end looks at whoever has committed since it began: if one of them wrote what it has read, it is refused.
 * Nobody ever waits. Whatever the level asked for, what commits is serializable.
 */
import type { Engine, Task } from '../engine.ts';
import { SqlError } from '../errors.ts';
import { project } from '../project.ts';
import type { Place, RowId, Table, Version } from '../state.ts';
import { keyQuestion } from '../tables.ts';
import type { Row } from '../values.ts';
import type { Work } from '../work.ts';
import { carryOut } from './carry.ts';
import { aliveOf, type Heads, visibleTable } from './heads.ts';
import { conditionClaim, grant, meets, releaseAll } from './locks.ts';
import { planOf } from './plan.ts';
import { refuseIfReadOnly } from './readonly.ts';

export const optimistic: Engine = {
  fails: 'transaction',
  start(w, task) {
    const { statement, txn } = task;
    if (w.txn(txn).snapshot === null) w.setTxn(txn, { snapshot: w.db.counts.commits });
    if (statement.table === null) return { done: project(statement as never, null, []) };
    refuseIfReadOnly(w, task);
    const table = visibleTable(w, statement.table, txn);
    if (statement.kind === 'select') project(statement, table, []);
    const heads = () => own(w, w.table(table.name), txn);
    const plan = planOf(w, task, table, heads());
    remember(
      w,
      task,
      table,
      plan.changes.map(({ after }) => after),
    );
    return { done: carryOut(w, task, table, plan, { heads, onCommit: true }) };
  },
  resume() {
    throw new RangeError('nobody waits under optimistic control');
  },
  commit(w, txn) {
    if (!w.db.broken.includes('noValidation')) validate(w, txn);
    for (const { name } of Object.values(w.db.tables)) {
      for (const [row, place] of written(w, w.table(name), txn)) w.setHead(name, row, place);
    }
  },
  committed: releaseAll,
  undo(w, txn, subs) {
    if (subs === null) releaseAll(w, txn);
  },
  live: (_w, table) => aliveOf(table, table.heads),
  blockers: () => [],
};

/** What is committed, with the transaction's own writes over it. */
function own(w: Work, table: Table, txn: number): Heads {
  return { ...table.heads, ...Object.fromEntries(written(w, table, txn)) };
}

/** The transaction's last version of each row that it wrote. */
function written(w: Work, table: Table, txn: number): ReadonlyMap<RowId, Place> {
  const last = new Map<RowId, Place>();
  table.versions.forEach(({ born, row }, place) => {
    if (born.txn === txn && !w.undone(born)) last.set(row, place);
  });
  return last;
}

/** The read set: conditions, the one of an update and the keys of an insert among them. */
function remember(w: Work, { statement, txn }: Task, table: Table, after: readonly (Row | null)[]): void {
  if (statement.kind !== 'insert') grant(w, txn, [conditionClaim(table.name, statement.where)]);
  if (statement.kind === 'select' || statement.kind === 'delete') return;
  for (const values of after) {
    for (const key of table.keys) {
      if (values !== null) grant(w, txn, [conditionClaim(table.name, keyQuestion(table, key, values))]);
    }
  }
}

/** @throws SqlError 40001 */
function validate(w: Work, txn: number): void {
  const began = w.txn(txn).snapshot;
  if (began === null) return;
  const reads = w.db.locks.filter((read) => read.txn === txn);
  for (const { name, versions } of Object.values(w.db.tables)) {
    for (const version of versions) {
      const { commit, session } = w.txn(version.born.txn);
      if (commit === null || commit <= began || w.undone(version.born)) continue;
      const images = [version.values, before(versions, version)].filter((image) => image !== null);
      const hit = reads.find(
        ({ target }) =>
          target.of === 'condition' &&
          target.table === name &&
          images.some((image) => meets(w, name, target.where, image)),
      );
      if (hit === undefined) continue;
      const why = `${session} has changed row ${version.row} of "${name}", which it had read`;
      throw new SqlError('40001', `could not serialize access: since the transaction began, ${why}`);
    }
  }
}

function before(versions: readonly Version[], { replaces }: Version): Row | null {
  return versions.find(({ number }) => number === replaces)?.values ?? null;
}
