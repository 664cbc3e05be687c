/** Carrying a plan out: all at once, for whatever it needed is there. */
import type { Task } from '../engine.ts';
import { project } from '../project.ts';
import type { Expr } from '../sql/ast.ts';
import type { Outcome, Place, RowId, Table, Version } from '../state.ts';
import { keyOf, keyQuestion } from '../tables.ts';
import { conditionOf, type Looked, tellPredicate, tellRead, tellWrite } from '../tell.ts';
import type { Row } from '../values.ts';
import type { Work } from '../work.ts';
import { checkKeys, committedHeads, type Heads, put } from './heads.ts';
import type { Change, Plan } from './plan.ts';

export interface How {
  /** The state that the statement sees, kept up to date with what it writes. */
  heads(): Heads;
  /** Private until the commit. */
  readonly onCommit: boolean;
}

export function carryOut(w: Work, task: Task, table: Table, plan: Plan, how: How): Outcome {
  const { statement, txn, step } = task;
  if (statement.kind !== 'insert') {
    const looked = lookedAt(w, txn, table, statement.where, how.heads());
    tellPredicate(w, txn, table.name, statement.where, looked, step, statement.kind !== 'select');
  }
  if (statement.kind === 'select') {
    const lock = statement.lock === null ? undefined : /share/.test(statement.lock) ? 'share' : 'update';
    for (const place of plan.found) tellRead(w, txn, table.name, place, step, lock);
    const rows = plan.found.map((place) => (table.versions[place] as Version).values as Row);
    return project(statement, table, rows);
  }
  const computes = statement.kind === 'update' && JSON.stringify(statement.sets).includes('"e":"column"');
  for (const change of plan.changes) {
    if (computes && change.place !== null) tellRead(w, txn, table.name, change.place, step);
    carry(w, task, table, change, how);
  }
  return { count: plan.changes.length };
}

/**
 * What a search looked at. A row that another is changing, in a way in which it neither begins nor ceases to meet the condition, is told as
 * it was: that is what locks on conditions let pass, and nothing depends on it.
 */
function lookedAt(w: Work, txn: number, table: Table, where: Expr | null, heads: Heads): Looked[] {
  const meets = conditionOf(table, where);
  const met = (place: Place | undefined) => {
    const values = place === undefined ? null : (table.versions[place] as Version).values;
    return values !== null && meets(values);
  };
  const committed = committedHeads(w, table);
  return Object.entries(heads).flatMap(([row, place]) => {
    const { born } = table.versions[place] as Version;
    const before = committed[row];
    if (born.txn === txn || !w.pending(born) || met(place) || met(before)) return [{ row, place }];
    return before === undefined ? [] : [{ row, place: before }];
  });
}

function carry(w: Work, { txn, step }: Task, table: Table, change: Change, { heads, onCommit }: How): void {
  const { name } = table;
  const { row, newRow, after } = change;
  const visible = !onCommit;
  const now = () => w.table(name);
  const write = (of: RowId, values: Row | null) => {
    const head: Place | undefined = heads()[of];
    const replaces = head === undefined ? null : (now().versions[head] as Version).number;
    const place = put(w, txn, name, of, values, replaces, visible);
    const op = values === null ? 'delete' : dead(now(), head) ? 'insert' : 'update';
    tellWrite(w, txn, name, op, place, step, onCommit ? { onCommit } : {});
  };
  if (change.place !== null && (after === null || row !== newRow)) write(row, null);
  if (after === null) return;
  checkKeys(now(), heads(), change.place !== null && row === newRow ? row : '', after);
  if (change.place === null || row !== newRow) ask(w, { txn, step }, now(), heads(), newRow, after);
  write(newRow, after);
}

/** That nobody has its keys was a question too. */
function ask(
  w: Work,
  { txn, step }: Pick<Task, 'txn' | 'step'>,
  table: Table,
  heads: Heads,
  row: RowId,
  values: Row,
): void {
  for (const key of table.keys) {
    if (keyOf(key, values).includes(null)) continue;
    const question = keyQuestion(table, key, values);
    const place = heads[row];
    const own = place === undefined ? [] : [{ row, place }];
    // A primary key can be nobody's but the row's; another key, anybody's.
    const looked = key.primary ? own : lookedAt(w, txn, table, question, heads);
    tellPredicate(w, txn, table.name, question, looked, step, false);
  }
}

function dead(table: Table, place: Place | undefined): boolean {
  return place === undefined || (table.versions[place] as Version).values === null;
}
