/** Telling the history what a statement did. */
import { SqlError } from './errors.ts';
import type { Expr } from './sql/ast.ts';
import { ANY_NAME, bindCondition } from './sql/bind.ts';
import { printExpr } from './sql/print.ts';
import type { Place, RowId, Table } from './state.ts';
import { scopeOf } from './tables.ts';
import type { Row } from './values.ts';
import type { Work } from './work.ts';

export interface Looked {
  readonly row: RowId;
  readonly place: Place;
}

export function tellBegin(w: Work, txn: number, step: number): void {
  const { told, session, level } = w.txn(txn);
  if (told) return;
  w.setTxn(txn, { told: true });
  w.observe({ kind: 'begin', txn, session, level, step });
}

export function tellRead(
  w: Work,
  txn: number,
  table: string,
  place: Place,
  step: number,
  lock?: 'share' | 'update',
): void {
  const { row, number } = w.version(table, place);
  w.observe({ kind: 'read', txn, table, row, version: number, ...(lock ? { lock } : {}), step });
}

/** A question asked of a table, with the versions it looked at. */
export function tellPredicate(
  w: Work,
  txn: number,
  table: string,
  where: Expr | null,
  looked: readonly Looked[],
  step: number,
  write: boolean,
  wrote: readonly number[] = [],
): void {
  const predicate = w.next('questions');
  const condition = printExpr(where);
  const { questions } = w.db;
  const at = questions.findIndex((q) => q.table === table && q.condition === condition);
  const known = questions[at];
  w.set({
    questions: known
      ? questions.with(at, { ...known, ids: [...known.ids, predicate] })
      : [...questions, { table, condition, where, ids: [predicate] }],
  });
  const found = w.table(table);
  const meets = conditionOf(found, where);
  w.observe({
    kind: 'predicate',
    txn,
    predicate,
    table,
    condition,
    looked: looked.map(({ row, place }) => ({ row, version: w.version(table, place).number })),
    matching: found.versions
      .filter(({ told, values }) => told && values !== null && meets(values))
      .map(({ number }) => number),
    ...(write ? { write } : {}),
    ...(wrote.length > 0 ? { wrote } : {}),
    step,
  });
}

export function tellWrite(
  w: Work,
  txn: number,
  table: string,
  op: 'insert' | 'update' | 'delete',
  place: Place,
  step: number,
  how: { readonly replaces?: number | null; readonly onCommit?: boolean } = {},
): void {
  const { row, number, values, replaces } = w.version(table, place);
  const found = w.table(table);
  w.setVersion(table, place, { told: true });
  const { onCommit } = how;
  w.observe({
    kind: 'write',
    txn,
    op,
    table,
    row,
    version: number,
    replaces: how.replaces === undefined ? replaces : how.replaces,
    value: values && Object.fromEntries(found.columns.map(({ name }, i) => [name, values[i] ?? null])),
    matches:
      values === null
        ? []
        : w.db.questions
            .filter((q) => q.table === table && conditionOf(found, q.where)(values))
            .flatMap(({ ids }) => ids),
    ...(onCommit ? { onCommit } : {}),
    step,
  });
}

/** Whether contents meet a condition; where it cannot be computed, they do not. */
export function conditionOf(table: Table, where: Expr | null): (row: Row) => boolean {
  const meets = bindCondition(where, scopeOf(table, ANY_NAME));
  return (row) => {
    try {
      return meets(row);
    } catch (error) {
      if (error instanceof SqlError) return false;
      throw error;
    }
  };
}
