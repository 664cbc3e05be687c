/** How transactions begin and end. */
import { engineOf } from './engines.ts';
import type { Level, Txn } from './state.ts';
import { tellBegin } from './tell.ts';
import type { Work } from './work.ts';

export function beginTxn(
  w: Work,
  session: string,
  explicit: boolean,
  level: Level | null,
  readOnly: boolean | null,
): Txn {
  const id = w.next('txns');
  const { next = null } = w.session(session);
  if (next !== null) w.setSession(session, { next: null });
  const txn: Txn = {
    id,
    session,
    level: level ?? next?.level ?? w.session(session).level ?? w.db.level,
    readOnly: readOnly ?? next?.readOnly ?? false,
    explicit,
    state: 'running',
    commit: null,
    failed: false,
    snapshot: null,
    xid: null,
    statements: 0,
    savepoints: [],
    sub: 0,
    subs: 0,
    deadSubs: [],
    told: false,
  };
  w.addTxn(txn);
  w.setSession(session, { txn: id });
  return txn;
}

/** @throws SqlError if it must not commit; then it has still to be aborted */
export function commitTxn(w: Work, id: number, step: number): void {
  engineOf(w.db.engine).commit(w, id, step);
  const { session, told } = w.txn(id);
  w.setTxn(id, { state: 'committed', commit: w.next('commits') });
  w.setSession(session, { txn: null });
  engineOf(w.db.engine).committed(w, id);
  if (told) w.observe({ kind: 'commit', txn: id, step });
}

/** Everything it did is as if it had not been. The session may still be in it, to learn that it failed. */
export function abortTxn(w: Work, id: number, step: number, code?: string): void {
  if (w.txn(id).state !== 'running') return;
  w.setTxn(id, { state: 'aborted', failed: true });
  engineOf(w.db.engine).undo(w, id, null);
  if (code !== undefined) tellBegin(w, id, step);
  if (w.txn(id).told) w.observe({ kind: 'abort', txn: id, ...(code ? { code } : {}), step });
}

/** Takes back what was done under a savepoint and since. */
export function undoFrom(w: Work, id: number, sub: number, step: number): void {
  const txn = w.txn(id);
  const dead: number[] = [];
  for (let s = sub; s <= txn.subs; s++) if (!txn.deadSubs.includes(s)) dead.push(s);
  const gone = Object.values(w.db.tables).flatMap(({ versions }) =>
    versions.filter((v) => v.told && v.born.txn === id && dead.includes(v.born.sub)),
  );
  w.setTxn(id, { deadSubs: [...txn.deadSubs, ...dead] });
  engineOf(w.db.engine).undo(w, id, dead);
  if (gone.length === 0) return;
  const versions = gone.map(({ number }) => number).sort((a, b) => a - b);
  w.observe({ kind: 'undo', txn: id, versions, step });
}
