/** What is wrong at a point of an interleaving at which no transaction is open. */
import { SerialTwin } from './outcomes.ts';
import { type Condition, type Database, holds, type Point, type Program } from './program.ts';

export interface Invariant {
  /** `Somebody is on call.` */
  readonly sentence: string;
  /** A query of one value. */
  readonly sql: string;
  readonly is: Condition['is'];
  readonly value: Condition['value'];
}

/** The invariant where there is one; else that no serial execution gives these answers and these tables. */
export function wrongIn<Db>(
  program: Program & { readonly invariant: Invariant | null },
  database: Database<Db>,
): (point: Point<Db>) => string | null {
  const { invariant } = program;
  if (invariant === null) {
    const twin = new SerialTwin(program, database);
    return (point) =>
      twin.explains(point) ? null : 'No serial order gives these answers and leaves these tables.';
  }
  const { sql, is, value, sentence } = invariant;
  return ({ db }) => {
    const { outcome } = database.execute(db, 'invariant', sql);
    const found = 'rows' in outcome ? (outcome.rows[0]?.[0] ?? null) : null;
    if (holds({ name: '', is, value }, found)) return null;
    return `It no longer holds that: ${sentence} The query gives ${found === null ? 'nothing' : String(found)}.`;
  };
}
