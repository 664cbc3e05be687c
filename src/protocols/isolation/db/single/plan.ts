/** What a statement would read and write, if it were carried out now. */
import type { Task } from '../engine.ts';
import { bindCondition } from '../sql/bind.ts';
import type { Place, RowId, Table, Version } from '../state.ts';
import { nameOf, rowsOf, scopeOf, updaterOf } from '../tables.ts';
import type { Row } from '../values.ts';
import type { Work } from '../work.ts';
import { aliveOf, type Heads, rowOf } from './heads.ts';

export interface Change {
  /** Where the row stands; null: it is to be inserted. */
  readonly place: Place | null;
  readonly row: RowId;
  readonly before: Row | null;
  /** Null: it is to be deleted. */
  readonly after: Row | null;
  /** The name the row has afterwards. */
  readonly newRow: RowId;
}

export interface Plan {
  readonly found: readonly Place[];
  readonly changes: readonly Change[];
}

export function planOf(w: Work, { statement }: Task, table: Table, heads: Heads): Plan {
  if (statement.kind === 'insert') {
    const changes = rowsOf(table, statement).map((values): Change => {
      const after = values();
      const row = rowOf(w, table, after);
      return { place: null, row, before: null, after, newRow: row };
    });
    return { found: [], changes };
  }
  const meets = bindCondition(statement.where, scopeOf(table, statement.alias ?? table.name));
  const found = aliveOf(table, heads).filter((place) =>
    meets((table.versions[place] as Version).values as Row),
  );
  if (statement.kind === 'select') return { found, changes: [] };
  const update = statement.kind === 'update' ? updaterOf(table, statement) : null;
  const changes = found.map((place): Change => {
    const { row, values } = table.versions[place] as Version;
    const after = update?.(values as Row) ?? null;
    return {
      place,
      row,
      before: values,
      after,
      newRow: after === null ? row : (nameOf(table, after) ?? row),
    };
  });
  return { found, changes };
}
