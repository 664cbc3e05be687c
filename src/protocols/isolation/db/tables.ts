/** Tables: columns, keys, rows made of a statement's values. */
import { SqlError } from './errors.ts';
import type { CreateTable, Expr, Insert, Update } from './sql/ast.ts';
import { type Bound, bind, coerce, isInt, type Scope } from './sql/bind.ts';
import { inRange } from './sql/operators.ts';
import { printValue } from './sql/print.ts';
import type { Column, Key, RowId, Table } from './state.ts';
import { type Row, TYPE_NAMES, type Value } from './values.ts';

const NOWHERE: Scope = { columns: [], table: null, aggregates: null };

export function scopeOf(table: Table, name: string, aggregates: Scope['aggregates'] = null): Scope {
  return { columns: table.columns, table: name, aggregates };
}

export function columnsOf(statement: CreateTable): { columns: readonly Column[]; keys: readonly Key[] } {
  const { table } = statement;
  const seen = new Set<string>();
  for (const { name } of statement.columns) {
    if (seen.has(name)) throw new SqlError('42701', `column "${name}" specified more than once`);
    seen.add(name);
  }
  const primaries = statement.keys.filter(({ primary }) => primary);
  if (primaries.length > 1) {
    throw new SqlError('42P16', `multiple primary keys for table "${table}" are not allowed`);
  }
  const keys = [...statement.keys]
    .sort((a, b) => Number(b.primary) - Number(a.primary))
    .map(
      ({ primary, name, columns }): Key => ({
        name: name ?? (primary ? `${table}_pkey` : `${table}_${columns.join('_')}_key`),
        primary,
        columns: columns.map((c) => {
          const at = statement.columns.findIndex((column) => column.name === c);
          if (at < 0) throw new SqlError('42703', `column "${c}" named in key does not exist`);
          return at;
        }),
      }),
    );
  const inPrimary = new Set(keys.filter(({ primary }) => primary).flatMap(({ columns }) => columns));
  const columns = statement.columns.map((c, i): Column => {
    const column = { ...c, notNull: c.notNull || inPrimary.has(i), default: null };
    return { ...column, default: c.default === null ? null : assigned(c.default, NOWHERE, column)([]) };
  });
  return { columns, keys };
}

/** The rows of an insert, each ready to be computed. */
export function rowsOf(table: Table, statement: Insert): readonly (() => Row)[] {
  const targets = statement.columns?.map((name) => columnAt(table, name)) ?? table.columns.map((_, i) => i);
  if (new Set(targets).size < targets.length)
    throw new SqlError('42701', 'a column is specified more than once');
  const width = statement.rows[0]?.length ?? 0;
  if (statement.rows.some((row) => row.length !== width)) {
    throw new SqlError('42601', 'VALUES lists must all be the same length');
  }
  if (width > targets.length) throw new SqlError('42601', 'INSERT has more expressions than target columns');
  if (width < targets.length && statement.columns !== null) {
    throw new SqlError('42601', 'INSERT has more target columns than expressions');
  }
  return statement.rows.map((exprs) => {
    const values = exprs.map((e, i) => assigned(e, NOWHERE, table.columns[targets[i] as number] as Column));
    return () => {
      const row = table.columns.map((c) => c.default);
      values.forEach((value, i) => {
        row[targets[i] as number] = value([]);
      });
      return checked(table, row);
    };
  });
}

/**
 * The row that an update makes of another.
 * @param inTurn each assignment sees what those before it did (MySQL); else all see the row as it was
 */
export function updaterOf(table: Table, statement: Update, inTurn = false): (row: Row) => Row {
  const scope = scopeOf(table, statement.alias ?? table.name);
  const sets = statement.sets.map(({ column, value }) => {
    const at = columnAt(table, column);
    return { at, value: assigned(value, scope, table.columns[at] as Column) };
  });
  if (!inTurn && new Set(sets.map(({ at }) => at)).size < sets.length) {
    throw new SqlError('42601', 'multiple assignments to the same column');
  }
  return (old) => {
    const row = [...old];
    for (const { at, value } of sets) row[at] = value(inTurn ? row : old);
    return checked(table, row);
  };
}

function columnAt(table: Table, name: string): number {
  const at = table.columns.findIndex((c) => c.name === name);
  if (at < 0) throw new SqlError('42703', `column "${name}" of relation "${table.name}" does not exist`);
  return at;
}

/** An expression as a value of the column. */
function assigned(expr: Expr, scope: Scope, column: Column): (row: Row) => Value {
  if (expr.e === 'default') return () => column.default;
  const bound: Bound = coerce(bind(expr, scope), column.type);
  const fits =
    bound.type === column.type || (isInt(bound) && (column.type === 'int4' || column.type === 'int8'));
  const toText = column.type === 'text' && bound.type !== 'unknown';
  if (!fits && !toText && bound.type !== 'unknown') {
    const types = `${TYPE_NAMES[column.type]} but expression is of type ${TYPE_NAMES[bound.type]}`;
    throw new SqlError('42804', `column "${column.name}" is of type ${types}`);
  }
  return (row) => {
    const value = bound.value(row);
    if (value === null) return null;
    if (typeof value === 'number' && column.type !== 'text') return inRange(value, column.type);
    if (column.type !== 'text') return value;
    const text = String(value);
    if (column.limit !== null && [...text].length > column.limit) {
      throw new SqlError('22001', `value too long for type character varying(${column.limit})`);
    }
    return text;
  };
}

function checked(table: Table, row: Row): Row {
  const empty = table.columns.findIndex((c, i) => c.notNull && row[i] === null);
  if (empty >= 0) {
    const { name } = table.columns[empty] as Column;
    throw new SqlError(
      '23502',
      `null value in column "${name}" of relation "${table.name}" violates not-null constraint`,
    );
  }
  return row;
}

export function primaryOf(table: Table): Key | null {
  return table.keys[0]?.primary ? table.keys[0] : null;
}

export function keyOf(key: Key, row: Row): Row {
  return key.columns.map((c) => row[c] as Value);
}

export function keyText(values: Row): string {
  return values.map((v) => (typeof v === 'string' && !/[,'#]/.test(v) ? v : printValue(v))).join(',');
}

/** The name of a row with a primary key; null without one. */
export function nameOf(table: Table, row: Row): RowId | null {
  const primary = primaryOf(table);
  return primary && keyText(keyOf(primary, row));
}

export function duplicate(table: Table, key: Key, row: Row): SqlError {
  const columns = key.columns.map((c) => table.columns[c]?.name).join(', ');
  return new SqlError(
    '23505',
    `duplicate key value violates unique constraint "${key.name}": (${columns})=(${keyOf(key, row).join(', ')}) already exists`,
  );
}

/** `id = 3`: the question whether anybody has a key. */
export function keyQuestion(table: Table, key: Key, row: Row): Expr {
  return key.columns
    .map((c): Expr => {
      const { name, type } = table.columns[c] as Column;
      const value = row[c] as Value;
      return {
        e: 'binary',
        op: '=',
        left: { e: 'column', table: null, name },
        right: { e: 'literal', value, type: value === null ? 'unknown' : type },
      };
    })
    .reduce((left, right) => ({ e: 'binary', op: 'AND', left, right }));
}
