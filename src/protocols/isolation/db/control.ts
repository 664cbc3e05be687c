/** Transaction control. */
import { engineOf } from './engines.ts';
import { SqlError } from './errors.ts';
import type { ControlStatement, Modes } from './sql/ast.ts';
import type { Outcome, Savepoint, Txn } from './state.ts';
import { abortTxn, beginTxn, commitTxn, undoFrom } from './txns.ts';
import type { Work } from './work.ts';

const DONE: Outcome = { count: 0 };

/** @throws SqlError; the transaction has then still to be failed */
export function control(w: Work, session: string, statement: ControlStatement, step: number): Outcome {
  const { txn: id } = w.session(session);
  const txn = id === null ? null : w.txn(id);
  const loose = engineOf(w.db.engine).fails === 'statement';
  switch (statement.kind) {
    case 'begin':
      // Within a transaction PostgreSQL only warns; MySQL commits it.
      if (txn !== null && loose) commitTxn(w, txn.id, step);
      else if (txn !== null) {
        setModes(w, txn, statement);
        return DONE;
      }
      beginTxn(w, session, true, statement.level, statement.readOnly);
      return DONE;
    case 'set transaction':
      if (loose) setNext(w, session, txn, statement);
      else if (txn !== null) setModes(w, txn, statement);
      return DONE;
    case 'set session':
      if (statement.level !== null) w.setSession(session, { level: statement.level });
      return DONE;
    case 'commit':
      return ending(w, session, txn, statement.chain, step, true);
    case 'rollback':
      return ending(w, session, txn, statement.chain, step, false);
    case 'savepoint':
      // Without a transaction MySQL sets none, and says nothing.
      if (txn === null && loose) return DONE;
      savepoint(w, needed(txn, 'SAVEPOINT'), statement.name, loose);
      return DONE;
    case 'rollback to':
      rollbackTo(
        w,
        needed(txn, 'ROLLBACK TO SAVEPOINT', loose ? statement.name : null),
        statement.name,
        step,
      );
      return DONE;
    case 'release':
      release(w, needed(txn, 'RELEASE SAVEPOINT', loose ? statement.name : null), statement.name);
      return DONE;
  }
}

function setModes(w: Work, txn: Txn, { level, readOnly }: Modes): void {
  if (level !== null && level !== txn.level) {
    const late = txn.statements > 0;
    if (late || txn.sub > 0) {
      const why = late ? 'must be called before any query' : 'must not be called in a subtransaction';
      throw new SqlError('25001', `SET TRANSACTION ISOLATION LEVEL ${why}`);
    }
    w.setTxn(txn.id, { level });
  }
  if (readOnly === null) return;
  if (!readOnly && txn.readOnly && txn.statements > 0) {
    throw new SqlError('25001', 'transaction read-write mode must be set before any query');
  }
  w.setTxn(txn.id, { readOnly });
}

/** In MySQL these are the modes of the next transaction, where PostgreSQL means the one that runs. */
function setNext(w: Work, session: string, txn: Txn | null, { level, readOnly }: Modes): void {
  if (txn !== null)
    throw new SqlError(
      '25001',
      'transaction characteristics can’t be changed while a transaction is in progress',
    );
  const { next } = w.session(session);
  w.setSession(session, {
    next: { level: level ?? next?.level ?? null, readOnly: readOnly ?? next?.readOnly ?? null },
  });
}

/** Without a transaction PostgreSQL only warns. A failed one is rolled back, whatever it is asked. */
function ending(
  w: Work,
  session: string,
  txn: Txn | null,
  chain: boolean,
  step: number,
  commit: boolean,
): Outcome {
  if (txn === null) {
    // MySQL begins the next one all the same.
    if (chain && engineOf(w.db.engine).fails === 'statement') beginTxn(w, session, true, null, null);
    else if (chain)
      throw new SqlError(
        '25P01',
        `${commit ? 'COMMIT' : 'ROLLBACK'} AND CHAIN can only be used in transaction blocks`,
      );
    return DONE;
  }
  // Of one whose failure took all of it back, PostgreSQL has forgotten the modes when the next begins.
  const forgotten = txn.state === 'aborted';
  if (commit && !txn.failed) {
    try {
      commitTxn(w, txn.id, step);
    } catch (error) {
      // A commit that is refused ends the transaction all the same.
      if (error instanceof SqlError) abortTxn(w, txn.id, step, error.code);
      w.setSession(session, { txn: null });
      throw error;
    }
  } else {
    abortTxn(w, txn.id, step);
    w.setSession(session, { txn: null });
  }
  if (chain) beginTxn(w, session, true, forgotten ? null : txn.level, forgotten ? null : txn.readOnly);
  return DONE;
}

/** @param name of a savepoint, where there is none outside a transaction and that is all that is wrong */
function needed(txn: Txn | null, what: string, name: string | null = null): Txn {
  if (txn === null && name !== null) throw unknownSavepoint(name);
  if (txn === null) throw new SqlError('25P01', `${what} can only be used in transaction blocks`);
  return txn;
}

/** @param only another of the name goes (MySQL), and is not only hidden */
function savepoint(w: Work, txn: Txn, name: string, only: boolean): void {
  const sub = txn.subs + 1;
  const { statements } = txn;
  const blank = statements === 0 || txn.savepoints.at(-1)?.blank === statements;
  const point = { name, sub, ...(blank ? { blank: statements } : {}) };
  const others = only ? txn.savepoints.filter((s) => s.name !== name) : txn.savepoints;
  w.setTxn(txn.id, { savepoints: [...others, point], sub, subs: sub });
}

function rollbackTo(w: Work, txn: Txn, name: string, step: number): void {
  const at = indexOf(txn, name);
  const { sub, blank } = txn.savepoints[at] as Savepoint;
  if (blank !== undefined && engineOf(w.db.engine).startsOver === true) {
    startOver(w, txn, txn.savepoints.slice(0, at + 1), step);
    return;
  }
  undoFrom(w, txn.id, sub, step);
  const { subs, statements } = w.txn(txn.id);
  // The savepoint stays, and what comes now is under it.
  const point = { name, sub: subs + 1, ...(blank === undefined ? {} : { blank: statements }) };
  const savepoints = [...txn.savepoints.slice(0, at), point];
  w.setTxn(txn.id, { savepoints, sub: subs + 1, subs: subs + 1, failed: false });
}

/** All of it is taken back, read view and locks too: what comes now is another transaction, under the same savepoints. */
function startOver(w: Work, txn: Txn, savepoints: readonly Savepoint[], step: number): void {
  abortTxn(w, txn.id, step);
  const { id } = beginTxn(w, txn.session, true, txn.level, txn.readOnly);
  const fresh = savepoints.map(({ name }, i) => ({ name, sub: i + 1, blank: 0 }));
  w.setTxn(id, { savepoints: fresh, sub: fresh.length, subs: fresh.length });
}

function release(w: Work, txn: Txn, name: string): void {
  const savepoints = txn.savepoints.slice(0, indexOf(txn, name));
  // What was done under it now stands or falls with what is around it. The name of the part stays; who takes back the part
  // around takes back all parts since.
  w.setTxn(txn.id, { savepoints, sub: savepoints.at(-1)?.sub ?? 0 });
}

function indexOf(txn: Txn, name: string): number {
  const at = txn.savepoints.findLastIndex((s) => s.name === name);
  if (at < 0) throw unknownSavepoint(name);
  return at;
}

function unknownSavepoint(name: string): SqlError {
  return new SqlError('3B001', `savepoint "${name}" does not exist`);
}

/** Statements that a failed transaction still takes. */
export function afterFailure(statement: ControlStatement): boolean {
  return statement.kind === 'commit' || statement.kind === 'rollback' || statement.kind === 'rollback to';
}
