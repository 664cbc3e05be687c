/**
 * The database as a function: what it was, who says what, what it is then. No clock, no chance. A statement that has to wait is
 * answered by the call that releases it.
 */
import { afterFailure, control } from './control.ts';
import { createTable } from './create.ts';
import type { Advance, Task } from './engine.ts';
import { engineOf } from './engines.ts';
import { SqlError, unsupported } from './errors.ts';
import type { Observation } from './observation.ts';
import type { ControlStatement, Statement } from './sql/ast.ts';
import { parseSql } from './sql/parse.ts';
import type { Busy, Db, Outcome, Released } from './state.ts';
import { tellBegin } from './tell.ts';
import { abortTxn, beginTxn, commitTxn, undoFrom } from './txns.ts';
import { beginWait, blockersOf, breakCircle, nextAwake } from './waits.ts';
import { Work } from './work.ts';

export interface Execution {
  readonly db: Db;
  readonly outcome: Outcome;
  /** Statements that waited and have come to their end, in that order. */
  readonly released: readonly Released[];
  readonly observations: readonly Observation[];
}

/**
 * Gives a session a text of one statement (or several, carried out one after the other until one fails; the last one's outcome counts).
 * A session that still waits takes nothing: `skipped`.
 */
export function execute(db: Db, session: string, sql: string): Execution {
  const w = new Work(db);
  const step = w.db.counts.steps;
  w.next('steps');
  let outcome: Outcome;
  if (w.session(session).busy !== null) outcome = { skipped: true };
  else {
    if (w.db.sessions[session] === undefined) w.setSession(session, {});
    outcome = carryOut(w, session, sql, 0, step);
    settle(w, step);
  }
  // Of two that would wait for ever the other was chosen to go: then nobody saw this one wait.
  const own = w.released.find((r) => r.step === step);
  const released = w.released.filter((r) => r.step !== step);
  return { db: w.db, outcome: own?.outcome ?? outcome, released, observations: w.observations };
}

const MOST_TURNS = 5000;

/** Whoever can go on does, one after the other, until nobody can. */
function settle(w: Work, step: number): void {
  // Each goes on at least once for each of the others; far beyond that two would be waking one another for ever.
  for (let turns = 0; turns < MOST_TURNS; turns++) {
    const id = nextAwake(w);
    if (id === null) {
      if (breakCircle(w, killer(w, step))) continue;
      return;
    }
    const busy = w.session(id).busy as Busy;
    w.setSession(id, { busy: null });
    const outcome = carryOut(w, id, busy.sql, busy.at, busy.step, busy);
    if (!('blocked' in outcome)) w.release(id, busy.step, outcome);
  }
  throw new Error('the sessions wake one another for ever');
}

/** The statements of a text from the one at `from`, which may be under way. */
function carryOut(
  w: Work,
  session: string,
  sql: string,
  from: number,
  step: number,
  busy: Busy | null = null,
): Outcome {
  let statements: readonly Statement[];
  try {
    statements = parseSql(sql);
  } catch (error) {
    return failure(w, session, error, step, false);
  }
  let outcome: Outcome = { count: 0 };
  for (let at = from; at < statements.length; at++) {
    const place = { sql, at, step };
    const statement = statements[at] as Statement;
    try {
      outcome = one(w, session, statement, place, at === from ? busy : null);
    } catch (error) {
      return failure(w, session, error, step, !isControl(statement));
    }
    if ('blocked' in outcome) break;
  }
  return outcome;
}

function one(
  w: Work,
  session: string,
  statement: Statement,
  place: Pick<Busy, 'sql' | 'at' | 'step'>,
  busy: Busy | null,
): Outcome {
  const { step } = place;
  const current = w.session(session).txn;
  const failed = current !== null && w.txn(current).failed;
  if (failed && !(isControl(statement) && afterFailure(statement))) {
    throw new SqlError(
      '25P02',
      'current transaction is aborted, commands ignored until end of transaction block',
    );
  }
  if (isControl(statement)) return control(w, session, statement, step);
  // MySQL commits before it makes a table.
  const open = statement.kind === 'create' && engineOf(w.db.engine).fails === 'statement' ? null : current;
  if (current !== null && open === null) commitTxn(w, current, step);
  const txn = open ?? beginTxn(w, session, false, null, null).id;
  const engine = engineOf(w.db.engine);
  let advance: Advance;
  if (statement.kind === 'create') {
    counted(w, txn);
    advance = createTable(w, txn, statement);
  } else {
    const since = busy?.since ?? Number.POSITIVE_INFINITY;
    const task: Task = { session, txn, step, since, statement };
    if (busy === null) {
      counted(w, txn);
      tellBegin(w, txn, step);
      advance = engine.start(w, task);
    } else advance = engine.resume(w, task, busy.run);
  }
  if ('wait' in advance) {
    const { run, wait } = advance;
    beginWait(w, session, { ...place, run, wait }, killer(w, step));
    return { blocked: true, by: blockersOf(w, session), row: wait.row };
  }
  if (!w.txn(txn).explicit) commitTxn(w, txn, step);
  return advance.done;
}

/** Fails the statement of a session that waits. */
function killer(w: Work, step: number): (victim: string, error: SqlError) => void {
  return (victim, error) => {
    const { step: given } = w.session(victim).busy as Busy;
    w.setSession(victim, { busy: null });
    w.release(victim, given, failure(w, victim, error, step, true));
  };
}

function counted(w: Work, id: number): void {
  const { statements, subs } = w.txn(id);
  w.setTxn(id, { statements: statements + 1 });
  // Where a statement fails alone, it is a part of its own.
  if (engineOf(w.db.engine).fails === 'statement') w.setTxn(id, { sub: subs + 1, subs: subs + 1 });
}

function isControl(statement: Statement): statement is ControlStatement {
  switch (statement.kind) {
    case 'select':
    case 'insert':
    case 'update':
    case 'delete':
    case 'create':
      return false;
    default:
      return true;
  }
}

/**
 * A statement that fails fails its transaction, or what it did since the last savepoint.
 * @param begun it was one on tables, and came as far as to be counted: what it did alone is a part of its own
 */
function failure(w: Work, session: string, error: unknown, step: number, begun: boolean): Outcome {
  const failed = error instanceof RangeError ? unsupported('a statement so deep') : error;
  if (!(failed instanceof SqlError)) throw error;
  const { txn: id } = w.session(session);
  const { fails, codes } = engineOf(w.db.engine);
  const code = codes?.[failed.code] ?? failed.code;
  if (id !== null && !w.txn(id).failed) {
    const txn = w.txn(id);
    const alone = fails === 'statement' && code !== '40001';
    if (alone && txn.explicit) {
      if (begun) undoFrom(w, id, txn.sub, step);
    } else if (!txn.explicit || txn.sub === 0 || fails === 'statement') {
      abortTxn(w, id, step, code);
      if (fails === 'statement') w.setSession(session, { txn: null });
    } else {
      undoFrom(w, id, txn.sub, step);
      w.setTxn(id, { failed: true });
    }
    if (!txn.explicit) w.setSession(session, { txn: null });
  }
  return { error: code, message: failed.message };
}
