/** Which keys a condition can meet at most: what an index is asked for. */
import type { Column, Table } from '../state.ts';
import type { Row, Value } from '../values.ts';
import type { Expr } from './ast.ts';

/**
 * The values of the columns `key` that the condition allows, if it says so by equality for each of them; null: it does not.
 * Every row that meets the condition has one of these keys.
 */
export function pointsOf(
  where: Expr | null,
  columns: readonly Column[],
  key: readonly number[],
): readonly Row[] | null {
  const parts = where === null ? [] : conjuncts(where);
  let rows: Row[] = [[]];
  for (const at of key) {
    const { name, type } = columns[at] as Column;
    const values = parts.map((part) => allowed(part, name)).find((v) => v !== null);
    if (!values) return null;
    // A text for a number would be read as one first: rare enough to be left to a scan.
    if (values.some((v) => (typeof v === 'number') !== (type === 'int4' || type === 'int8'))) return null;
    rows = rows.flatMap((row) => values.map((v) => [...row, v]));
  }
  return rows;
}

/**
 * Whether PostgreSQL finds the rows by an index: the first column of a key is compared with a literal. (So it plans for a small table that
 * was never analysed.)
 */
export function byIndex(where: Expr | null, table: Table): boolean {
  if (where === null) return false;
  if (where.e === 'binary' && where.op === 'AND')
    return byIndex(where.left, table) || byIndex(where.right, table);
  if (where.e === 'binary' && where.op === 'OR')
    return byIndex(where.left, table) && byIndex(where.right, table);
  const first = new Set(table.keys.map(({ columns }) => table.columns[columns[0] ?? -1]?.name));
  const key = (expr: Expr) => expr.e === 'column' && first.has(expr.name);
  if (where.e === 'in') return !where.not && key(where.of) && where.list.every(({ e }) => e === 'literal');
  if (where.e !== 'binary' || !['=', '<', '<=', '>', '>='].includes(where.op)) return false;
  const { left, right } = where;
  return (key(left) && right.e === 'literal') || (key(right) && left.e === 'literal');
}

function conjuncts(expr: Expr): readonly Expr[] {
  return expr.e === 'binary' && expr.op === 'AND'
    ? [...conjuncts(expr.left), ...conjuncts(expr.right)]
    : [expr];
}

function allowed(expr: Expr, column: string): readonly Value[] | null {
  if (expr.e === 'binary' && expr.op === '=') {
    const { left, right } = expr;
    if (isColumn(left, column) && right.e === 'literal' && right.value !== null) return [right.value];
    if (isColumn(right, column) && left.e === 'literal' && left.value !== null) return [left.value];
  }
  if (expr.e === 'in' && !expr.not && isColumn(expr.of, column)) {
    const values = expr.list.map((e) => (e.e === 'literal' ? e.value : null));
    if (!values.includes(null)) return [...new Set(values)];
  }
  return null;
}

function isColumn(expr: Expr, name: string): boolean {
  return expr.e === 'column' && expr.name === name;
}
