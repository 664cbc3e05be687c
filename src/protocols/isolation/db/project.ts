/** What a select makes of the rows it has found. */
import { SqlError, unsupported } from './errors.ts';
import type { Expr, Select } from './sql/ast.ts';
import { type Bound, bind, bindCondition, type Scope } from './sql/bind.ts';
import { type Aggregate, aggregate } from './sql/functions.ts';
import type { Outcome, Table } from './state.ts';
import { keyOf, primaryOf, scopeOf } from './tables.ts';
import { compareRows, compareValues, type Row, type Value } from './values.ts';

interface Item {
  readonly name: string;
  readonly bound: Bound;
  readonly expr: Expr;
}

/**
 * Without `order by` in the order of the primary key, so that an answer is one answer.
 * @param sorted the rows are in the order asked for already @throws SqlError
 */
export function project(
  statement: Select,
  table: Table | null,
  found: readonly Row[],
  sorted = false,
): Outcome {
  const { items, aggregates } = itemsOf(statement, table);
  const columns = items.map(({ name }) => name);
  if (aggregates.length > 0) {
    if (statement.lock !== null)
      throw new SqlError('0A000', 'FOR UPDATE is not allowed with aggregate functions');
    const bare = items.find(({ expr }) => bareColumn(expr));
    if (bare) throw new SqlError('42803', `column "${bare.name}" must be used in an aggregate function`);
    const finished = aggregates.map((a) => aggregate(a, found));
    return { columns, rows: [items.map(({ bound }) => bound.value([], finished))] };
  }
  if (table === null) {
    if (statement.where !== null && !bindCondition(statement.where, NOWHERE)([]))
      return { columns, rows: [] };
    return { columns, rows: [items.map(({ bound }) => bound.value([]))] };
  }
  const order = sorted ? found.map((_, i) => i) : ordered(statement, table, found);
  return { columns, rows: order.map((i) => items.map(({ bound }) => bound.value(found[i] as Row))) };
}

const NOWHERE: Scope = { columns: [], table: null, aggregates: null };

function itemsOf(
  statement: Select,
  table: Table | null,
): { items: readonly Item[]; aggregates: readonly Aggregate[] } {
  const aggregates: Aggregate[] = [];
  const name = statement.alias ?? table?.name ?? '';
  const scope: Scope = table ? scopeOf(table, name, aggregates) : { ...NOWHERE, aggregates };
  const items = statement.items.flatMap(({ expr, name: given }): Item[] => {
    if (expr.e !== 'star') return [{ name: given ?? titleOf(expr), bound: bind(expr, scope), expr }];
    if (table === null) throw new SqlError('42601', 'SELECT * with no tables specified is not valid');
    return table.columns.map((column) => {
      const each: Expr = { e: 'column', table: null, name: column.name };
      return { name: column.name, bound: bind(each, scope), expr: each };
    });
  });
  return { items, aggregates };
}

function titleOf(expr: Expr): string {
  if (expr.e === 'column') return expr.name;
  if (expr.e === 'case') return 'case';
  return expr.e === 'call' && !expr.name.startsWith('cast ') ? expr.name : '?column?';
}

function bareColumn(expr: Expr): boolean {
  switch (expr.e) {
    case 'column':
      return true;
    case 'binary':
      return bareColumn(expr.left) || bareColumn(expr.right);
    case 'not':
    case 'minus':
    case 'plus':
    case 'is':
      return bareColumn(expr.of);
    case 'in':
      return bareColumn(expr.of) || expr.list.some(bareColumn);
    case 'case':
      return (
        expr.whens.some((w) => bareColumn(w.when) || bareColumn(w.value)) ||
        (expr.otherwise !== null && bareColumn(expr.otherwise))
      );
    case 'call':
      return !['count', 'sum', 'min', 'max'].includes(expr.name) && expr.args.some(bareColumn);
    default:
      return false;
  }
}

/** Indices of the rows in the order asked for; equal ones as they are, or by primary key where nothing is asked. */
export function ordered(statement: Select, table: Table, rows: readonly Row[]): readonly number[] {
  const { items } = itemsOf(statement, table);
  const scope = scopeOf(table, statement.alias ?? table.name, []);
  const keys = statement.order.map(({ by, descending, nullsFirst }) => ({
    value: orderValue(by, items, scope),
    descending,
    nullsFirst,
  }));
  const primary = primaryOf(table);
  const values = rows.map((row) => keys.map(({ value }) => value(row)));
  return rows
    .map((_, i) => i)
    .sort((a, b) => {
      for (const [k, { descending, nullsFirst }] of keys.entries()) {
        const c = comparison(values[a]?.[k] ?? null, values[b]?.[k] ?? null, descending, nullsFirst);
        if (c !== 0) return c;
      }
      return primary ? compareRows(keyOf(primary, rows[a] as Row), keyOf(primary, rows[b] as Row)) : a - b;
    });
}

function orderValue(by: Expr, items: readonly Item[], scope: Scope): (row: Row) => Value {
  if (by.e === 'literal') {
    if (typeof by.value !== 'number') throw new SqlError('42601', 'non-integer constant in ORDER BY');
    const item = items[by.value - 1];
    if (item === undefined)
      throw new SqlError('42P10', `ORDER BY position ${by.value} is not in select list`);
    return item.bound.value;
  }
  const named =
    by.e === 'column' && by.table === null ? items.find(({ name }) => name === by.name) : undefined;
  if (by.e === 'default') throw unsupported('ORDER BY DEFAULT');
  return (named?.bound ?? bind(by, scope)).value;
}

function comparison(a: Value, b: Value, descending: boolean, nullsFirst: boolean): number {
  if (a === b) return 0;
  if (a === null) return nullsFirst ? -1 : 1;
  if (b === null) return nullsFirst ? 1 : -1;
  return descending ? -compareValues(a, b) : compareValues(a, b);
}
