/**
 * Two-phase locking at the levels of Berenson et al. 1995, Table 2, with locks on rows and on conditions; and no control at all, which
 * is the same without the locks. A statement claims all it needs, waits until it has that, and is carried out at once.
 *
 * | level | reads of rows | reads of conditions | writes |
 * |---|---|---|---|
 * | read uncommitted | no locks | no locks | to the end |
 * | read committed | for the statement | for the statement | to the end |
 * | repeatable read | to the end | for the statement | to the end |
 * | serializable | to the end | to the end | to the end |
 */
import type { Advance, Engine, Task } from '../engine.ts';
import { project } from '../project.ts';
import type { Claim, Table, Version } from '../state.ts';
import { keyOf, keyQuestion } from '../tables.ts';
import type { Row } from '../values.ts';
import type { Work } from '../work.ts';
import { carryOut, type How } from './carry.ts';
import { aliveOf, committedHeads, madeBy, putBack, visibleTable } from './heads.ts';
import { conditionClaim, grant, inTheWay, releaseAll, rowClaim } from './locks.ts';
import { type Plan, planOf } from './plan.ts';
import { refuseIfReadOnly } from './readonly.ts';

function lockingEngine(locks: boolean): Engine {
  return {
    fails: 'transaction',
    start: (w, task) => advance(w, task, locks),
    resume: (w, task) => advance(w, task, locks),
    commit() {},
    committed: releaseAll,
    undo(w, txn, subs) {
      putBack(w, madeBy(w, txn, subs));
      if (subs === null) releaseAll(w, txn);
    },
    live: (w, table) => aliveOf(table, locks ? committedHeads(w, table) : table.heads),
    blockers(w, session, wait, since) {
      const { txn } = w.session(session);
      return wait.on === 'locks' && txn !== null ? inTheWay(w, session, txn, wait.claims, since) : [];
    },
  };
}

export const twoPhaseLocking = lockingEngine(true);
export const noControl = lockingEngine(false);

function advance(w: Work, task: Task, locks: boolean): Advance {
  const { statement, txn, session } = task;
  if (statement.table === null) return { done: project(statement as never, null, []) };
  refuseIfReadOnly(w, task);
  const table = visibleTable(w, statement.table, txn);
  if (statement.kind === 'select') project(statement, table, []);
  const plan = planOf(w, task, table, table.heads);
  if (locks) {
    const claims = claimsOf(w, task, table, plan);
    const all = [...claims.brief, ...claims.long];
    if (inTheWay(w, session, txn, all, task.since).length > 0) {
      const row = plan.changes[0]?.row ?? rowAt(w, table.name, plan.found[0]);
      return {
        run: { kind: 'locking', statement: w.txn(txn).statements },
        wait: { on: 'locks', claims: all, row: row === undefined ? null : { table: table.name, row } },
      };
    }
    grant(w, txn, claims.long);
  }
  const how: How = { heads: () => w.table(table.name).heads, onCommit: false };
  return { done: carryOut(w, task, table, plan, how) };
}

function rowAt(w: Work, table: string, place: number | undefined): string | undefined {
  return place === undefined ? undefined : w.version(table, place).row;
}

/** `brief` ones are needed only while the statement runs, which is at once: they need not be written down. */
function claimsOf(
  w: Work,
  { statement, txn }: Task,
  table: Table,
  plan: Plan,
): { brief: Claim[]; long: Claim[] } {
  const { level } = w.txn(txn);
  const name = statement.table as string;
  const brief: Claim[] = [];
  const long: Claim[] = [];
  const reads = statement.kind === 'select' && statement.lock === null;
  const exclusive = statement.kind === 'select' && statement.lock !== null && !/share/.test(statement.lock);
  if (statement.kind !== 'insert' && !(reads && level === 'read uncommitted')) {
    const short = level !== 'serializable' || w.db.broken.includes('itemLocksOnly');
    (short ? brief : long).push(conditionClaim(name, statement.where));
  }
  for (const place of plan.found) {
    const { row, values } = w.version(name, place) as Version;
    if (statement.kind !== 'select') continue;
    if (statement.lock !== null) long.push(rowClaim(name, row, exclusive ? 'exclusive' : 'shared', []));
    else if (level === 'read committed') brief.push(rowClaim(name, row, 'shared', [values]));
    else if (level !== 'read uncommitted') long.push(rowClaim(name, row, 'shared', [values]));
  }
  for (const { row, newRow, before, after } of plan.changes) {
    const images: readonly (Row | null)[] = [before, after];
    const target = w.db.broken.includes('shortWriteLocks') ? brief : long;
    target.push(rowClaim(name, row, 'exclusive', images));
    if (newRow !== row) target.push(rowClaim(name, newRow, 'exclusive', images));
    // Whether another has a key that is not the row's name is asked, too.
    for (const key of table.keys) {
      if (key.primary || after === null || keyOf(key, after).includes(null)) continue;
      brief.push(conditionClaim(name, keyQuestion(table, key, after)));
    }
  }
  return { brief, long };
}
