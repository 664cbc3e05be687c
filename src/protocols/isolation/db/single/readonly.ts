import type { Task } from '../engine.ts';
import { SqlError } from '../errors.ts';
import type { Work } from '../work.ts';

/** @throws SqlError 25006 */
export function refuseIfReadOnly(w: Work, { statement, txn }: Task): void {
  if (!w.txn(txn).readOnly || (statement.kind === 'select' && statement.lock === null)) return;
  const what = statement.kind === 'select' ? 'SELECT FOR UPDATE' : statement.kind.toUpperCase();
  throw new SqlError('25006', `cannot execute ${what} in a read-only transaction`);
}
