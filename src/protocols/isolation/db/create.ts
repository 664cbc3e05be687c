/** Create table. A table that somebody is only just creating is nobody else's yet. */
import type { Advance } from './engine.ts';
import { SqlError, unsupported } from './errors.ts';
import type { CreateTable } from './sql/ast.ts';
import type { EngineId, Key } from './state.ts';
import { columnsOf } from './tables.ts';
import type { Work } from './work.ts';

const MAX_TABLES = 32;

/** InnoDB would lock in the index of each key, and here there is but that of the primary one. @throws SqlError 0A000 */
export function refuseKeys(engine: EngineId, keys: readonly Key[]): void {
  if (engine === 'mysql' && keys.some(({ primary }) => !primary))
    throw unsupported('a UNIQUE key besides the primary key on InnoDB');
}

export function createTable(w: Work, txn: number, statement: CreateTable): Advance {
  const { table: name } = statement;
  const old = w.db.tables[name];
  if (old !== undefined && !w.undone(old.creator)) {
    if (old.creator.txn !== txn && w.pending(old.creator)) {
      throw new SqlError('42P07', `relation "${name}" is being created by another transaction`);
    }
    if (statement.ifNotExists) return { done: { count: 0 } };
    throw new SqlError('42P07', `relation "${name}" already exists`);
  }
  if (Object.keys(w.db.tables).length >= MAX_TABLES) {
    throw new SqlError('54000', `there can be no more than ${MAX_TABLES} tables`);
  }
  const { columns, keys } = columnsOf(statement);
  refuseKeys(w.db.engine, keys);
  const { sub, statements } = w.txn(txn);
  const creator = { txn, sub, statement: statements };
  w.set({ tables: { ...w.db.tables, [name]: { name, columns, keys, creator, versions: [], heads: {} } } });
  return { done: { count: 0 } };
}
