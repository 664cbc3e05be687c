/** Between which keys a condition can be met: what a range scan of an index looks at. */
import type { Table } from '../state.ts';
import { primaryOf } from '../tables.ts';
import { compareValues, type Row, type Value } from '../values.ts';
import type { Expr } from './ast.ts';

export interface Bounds {
  /** The key is before the first that can meet it. */
  below(key: Row): boolean;
  /** The key is after the last that can. */
  above(key: Row): boolean;
  /** The key is itself the first that can. */
  startsAt(key: Row): boolean;
}

type Limit = { readonly op: string; readonly value: Value };

/** By comparisons of the primary key, of one column, with literals; without them, everything. */
export function boundsOf(where: Expr | null, table: Table): Bounds {
  const primary = primaryOf(table);
  const column = primary?.columns.length === 1 ? table.columns[primary.columns[0] as number] : undefined;
  const limits = where === null || column === undefined ? [] : limitsOf(where, column.name);
  const fits = limits.filter(({ value }) => typeof value === (column?.type === 'text' ? 'string' : 'number'));
  const fails = (key: Row, ops: readonly string[]) =>
    fits.some(({ op, value }) => ops.includes(op) && !holds(op, key[0] as Value, value));
  return {
    below: (key) => fails(key, ['>', '>=']),
    above: (key) => fails(key, ['<', '<=']),
    startsAt: (key) => fits.some(({ op, value }) => op === '>=' && value === key[0]),
  };
}

function holds(op: string, key: Value, value: Value): boolean {
  const c = compareValues(key, value);
  return op === '>' ? c > 0 : op === '>=' ? c >= 0 : op === '<' ? c < 0 : c <= 0;
}

const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function limitsOf(expr: Expr, column: string): readonly Limit[] {
  if (expr.e !== 'binary') return [];
  const { op, left, right } = expr;
  if (op === 'AND') return [...limitsOf(left, column), ...limitsOf(right, column)];
  const turned = TURNED[op];
  if (turned === undefined) return [];
  if (left.e === 'column' && left.name === column && right.e === 'literal')
    return [{ op, value: right.value }];
  if (right.e === 'column' && right.name === column && left.e === 'literal')
    return [{ op: turned, value: left.value }];
  return [];
}
