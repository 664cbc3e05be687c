/** What a restart makes of a database: who had not committed never was. */
import type { Execution } from './execute.ts';
import type { Db } from './state.ts';
import { abortTxn } from './txns.ts';
import { Work } from './work.ts';

/** `released` are the statements that waited: they failed with their transactions. */
export function recover(db: Db): Omit<Execution, 'outcome'> {
  const w = new Work(db);
  const step = db.counts.steps;
  for (const { id, busy, txn } of Object.values(db.sessions)) {
    if (busy !== null) {
      w.release(id, busy.step, { error: '57P02', message: 'the database went down' });
      w.setSession(id, { busy: null });
    }
    if (txn !== null) {
      abortTxn(w, txn, step, '57P02');
      w.setSession(id, { txn: null });
    }
  }
  return { db: w.db, released: w.released, observations: w.observations };
}
