/** Expressions against a table: names found, types checked, ready to be computed from a row. */
import { SqlError, unsupported } from '../errors.ts';
import { type ColumnType, compareValues, type Row, TYPE_NAMES, type Type, type Value } from '../values.ts';
import type { Expr } from './ast.ts';
import { AGGREGATES, type Aggregate, callOf } from './functions.ts';
import { arithmetic, castOf, inRange, like, textOf } from './operators.ts';

/** What names in an expression can mean. */
export interface Scope {
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  /** By which names its columns may be qualified; null: there is no table. */
  readonly table: string | null;
  /** Where aggregates may stand, those that were found; null: where they may not. */
  readonly aggregates: Aggregate[] | null;
}

/** As the table of a scope: under whatever name, for its expressions were bound before. */
export const ANY_NAME = '*';

export interface Bound {
  readonly type: Type;
  /** `aggregates`: the finished ones, in the order in which they were found. @throws SqlError 22xxx */
  readonly value: (row: Row, aggregates?: Row) => Value;
  /** Of a literal, so that its surroundings can decide its type. */
  readonly literal?: Value;
}

export function bind(expr: Expr, scope: Scope): Bound {
  switch (expr.e) {
    case 'literal': {
      const { value, type } = expr;
      return { type, value: () => value, literal: value };
    }
    case 'column':
      return column(expr.table, expr.name, scope);
    case 'binary':
      return binary(expr.op, bind(expr.left, scope), bind(expr.right, scope));
    case 'not': {
      const of = boolean(bind(expr.of, scope), 'NOT');
      return { type: 'bool', value: (r, a) => negate(of.value(r, a)) };
    }
    case 'minus':
    case 'plus': {
      const of = bind(expr.of, scope);
      if (of.type !== 'int4' && of.type !== 'int8')
        throw noOperator(expr.e === 'minus' ? '-' : '+', null, of);
      if (expr.e === 'plus') return of;
      const { type } = of;
      return {
        type,
        value: (r, a) => {
          const v = of.value(r, a);
          return v === null ? null : inRange(0 - (v as number), type);
        },
      };
    }
    case 'in':
      return inList(expr, scope);
    case 'is': {
      const { what, not } = expr;
      const of = bind(expr.of, scope);
      const tested = what === null ? of : boolean(of, `IS ${not ? 'NOT ' : ''}${what ? 'TRUE' : 'FALSE'}`);
      return { type: 'bool', value: (r, a) => (tested.value(r, a) === what) !== not };
    }
    case 'case':
      return caseOf(expr, scope);
    case 'call':
      return call(expr, scope);
    case 'star':
      throw new SqlError('42601', 'syntax error at or near "*"');
    case 'default':
      throw new SqlError('42601', 'DEFAULT is not allowed in this context');
  }
}

/** The condition of a statement. @throws SqlError 42804 if it is not one */
export function bindCondition(expr: Expr | null, scope: Scope): (row: Row) => boolean {
  if (expr === null) return () => true;
  const condition = boolean(bind(expr, scope), 'WHERE');
  return (row) => condition.value(row) === true;
}

/** As a value of the type: a literal in quotes is read as one. @throws SqlError 22P02 */
export function coerce(of: Bound, type: ColumnType): Bound {
  if (of.type !== 'unknown' || of.literal === undefined) return of;
  const value = castOf(of.literal, 'text', type);
  return { type, value: () => value, literal: value };
}

function column(table: string | null, name: string, scope: Scope): Bound {
  if (table !== null && table !== scope.table && scope.table !== ANY_NAME) {
    throw new SqlError('42P01', `missing FROM-clause entry for table "${table}"`);
  }
  const at = scope.columns.findIndex((c) => c.name === name);
  const found = scope.columns[at];
  if (found === undefined) {
    throw new SqlError('42703', `column ${table === null ? `"${name}"` : `${table}.${name}`} does not exist`);
  }
  return { type: found.type, value: (row) => row[at] as Value };
}

function binary(op: string, left: Bound, right: Bound): Bound {
  if (op === 'AND' || op === 'OR') return logic(op, boolean(left, op), boolean(right, op));
  if (op === '||') return concat(left, right);
  const [l, r] = alike(left, right);
  switch (op) {
    case 'LIKE':
      if (l.type !== 'text' || r.type !== 'text') throw noOperator('~~', l, r);
      return strict('bool', l, r, (x, y) => like(x as string, y as string));
    case '=':
      return comparison(op, l, r, (c) => c === 0);
    case '!=':
      return comparison('<>', l, r, (c) => c !== 0);
    case '<':
      return comparison(op, l, r, (c) => c < 0);
    case '<=':
      return comparison(op, l, r, (c) => c <= 0);
    case '>':
      return comparison(op, l, r, (c) => c > 0);
    case '>=':
      return comparison(op, l, r, (c) => c >= 0);
    default: {
      if (!isInt(l) || !isInt(r)) throw noOperator(op, l, r);
      const type = l.type === 'int8' || r.type === 'int8' ? 'int8' : 'int4';
      return strict(type, l, r, (x, y) => inRange(arithmetic(op, x as number, y as number), type));
    }
  }
}

function comparison(op: string, l: Bound, r: Bound, test: (c: number) => boolean): Bound {
  if (l.type !== r.type && !(isInt(l) && isInt(r))) throw noOperator(op, l, r);
  return strict('bool', l, r, (x, y) => test(compareValues(x, y)));
}

/** Null if either side is. */
function strict(type: Type, l: Bound, r: Bound, f: (x: Value, y: Value) => Value): Bound {
  return {
    type,
    value: (row, a) => {
      const x = l.value(row, a);
      const y = r.value(row, a);
      return x === null || y === null ? null : f(x, y);
    },
  };
}

/** Both with a type, if one of them has one. */
function alike(left: Bound, right: Bound): readonly [Bound, Bound] {
  const l = right.type === 'unknown' ? left : coerce(left, right.type);
  const r = left.type === 'unknown' ? right : coerce(right, left.type);
  return [coerce(l, 'text'), coerce(r, 'text')];
}

function logic(op: 'AND' | 'OR', left: Bound, right: Bound): Bound {
  // Left to right, and no further than need be: what stands right may divide by what stands left.
  const decides = op === 'OR';
  return {
    type: 'bool',
    value: (row, a) => {
      const l = left.value(row, a);
      if (l === decides) return decides;
      const r = right.value(row, a);
      if (r === decides) return decides;
      return l === null || r === null ? null : !decides;
    },
  };
}

function concat(left: Bound, right: Bound): Bound {
  const l = coerce(left, 'text');
  const r = coerce(right, 'text');
  if (l.type !== 'text' && r.type !== 'text') throw noOperator('||', l, r);
  return strict('text', l, r, (x, y) => textOf(x) + textOf(y));
}

function inList(expr: Extract<Expr, { e: 'in' }>, scope: Scope): Bound {
  const of = bind(expr.of, scope);
  const tests = expr.list.map((e) => binary('=', of, bind(e, scope)));
  const { not } = expr;
  return {
    type: 'bool',
    value: (row, a) => {
      let unknown = false;
      for (const test of tests) {
        const v = test.value(row, a);
        if (v === true) return !not;
        if (v === null) unknown = true;
      }
      return unknown ? null : not;
    },
  };
}

function caseOf(expr: Extract<Expr, { e: 'case' }>, scope: Scope): Bound {
  const whens = expr.whens.map((w) => boolean(bind(w.when, scope), 'CASE/WHEN'));
  const values = [
    ...expr.whens.map((w) => bind(w.value, scope)),
    ...(expr.otherwise ? [bind(expr.otherwise, scope)] : []),
  ];
  const { type, bounds } = common(values, 'CASE');
  return {
    type,
    value: (row, a) => {
      const at = whens.findIndex((w) => w.value(row, a) === true);
      return bounds[at < 0 ? whens.length : at]?.value(row, a) ?? null;
    },
  };
}

/** Of several the type that all have. */
export function common(values: readonly Bound[], what: string): { type: Type; bounds: readonly Bound[] } {
  const typed = values.filter((v) => v.type !== 'unknown');
  const wide = typed.find((v) => v.type === 'int8') ?? typed[0];
  if (wide === undefined) return { type: 'unknown', bounds: values };
  const bounds = values.map((v) => coerce(v, wide.type as ColumnType));
  const other = bounds.find((v) => v.type !== wide.type && !(isInt(v) && isInt(wide)));
  if (other !== undefined) {
    const names = `${TYPE_NAMES[wide.type]} and ${TYPE_NAMES[other.type]}`;
    throw new SqlError('42804', `${what} types ${names} cannot be matched`);
  }
  return { type: wide.type, bounds };
}

function call(expr: Extract<Expr, { e: 'call' }>, scope: Scope): Bound {
  if (!AGGREGATES.has(expr.name)) {
    if (expr.distinct) throw unsupported('DISTINCT inside a function');
    return callOf(
      expr.name,
      expr.args.map((a) => bind(a, scope)),
    );
  }
  const { aggregates } = scope;
  if (aggregates === null) {
    throw new SqlError('42803', `aggregate functions such as ${expr.name} are not allowed here`);
  }
  const [arg, another] = expr.args;
  const star = arg?.e === 'star';
  if (arg === undefined || another !== undefined || (star && expr.name !== 'count')) {
    throw new SqlError('42883', `function ${expr.name} is not called like this`);
  }
  const of = star ? null : bind(arg, { ...scope, aggregates: null });
  if (expr.name === 'sum' && of !== null && !isInt(of)) {
    throw new SqlError('42883', `function sum(${TYPE_NAMES[of.type]}) does not exist`);
  }
  if (of?.type === 'bool' && expr.name !== 'count') {
    throw new SqlError('42883', `function ${expr.name}(boolean) does not exist`);
  }
  const slot = aggregates.push({ name: expr.name, of: of?.value ?? null, distinct: expr.distinct }) - 1;
  const type = expr.name === 'min' || expr.name === 'max' ? (of as Bound).type : 'int8';
  return { type, value: (_row, finished) => finished?.[slot] ?? null };
}

function boolean(of: Bound, where: string): Bound {
  const bound = coerce(of, 'bool');
  if (bound.type === 'bool') return bound;
  throw new SqlError(
    '42804',
    `argument of ${where} must be type boolean, not type ${TYPE_NAMES[bound.type]}`,
  );
}

function negate(value: Value): Value {
  return value === null ? null : !value;
}

export function isInt(of: Bound): boolean {
  return of.type === 'int4' || of.type === 'int8';
}

function noOperator(op: string, l: Bound | null, r: Bound): SqlError {
  const left = l === null ? '' : `${TYPE_NAMES[l.type]} `;
  return new SqlError('42883', `operator does not exist: ${left}${op} ${TYPE_NAMES[r.type]}`);
}
