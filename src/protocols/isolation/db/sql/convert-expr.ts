/** Expressions of the parser package to ours. */
import type * as Pg from 'pgsql-ast-parser';
import { SqlError, unsupported } from '../errors.ts';
import { INT4_MAX } from '../values.ts';
import type { Expr } from './ast.ts';
import { typeOf } from './convert.ts';

const OPERATORS = new Set([
  'OR',
  'AND',
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '+',
  '-',
  '*',
  '/',
  '%',
  '||',
  'LIKE',
  'NOT LIKE',
]);

export function exprOf(tree: Pg.Expr): Expr {
  switch (tree.type) {
    case 'ref':
      return refOf(tree);
    case 'integer':
      return integer(tree.value);
    case 'string':
      return { e: 'literal', value: tree.value, type: 'unknown' };
    case 'boolean':
      return { e: 'literal', value: tree.value, type: 'bool' };
    case 'null':
      return { e: 'literal', value: null, type: 'unknown' };
    case 'default':
      return { e: 'default' };
    case 'numeric':
      throw unsupported('a number with a fraction');
    case 'binary':
      return binary(tree);
    case 'unary':
      return unary(tree);
    case 'ternary': {
      const of = exprOf(tree.value);
      const within: Expr = {
        e: 'binary',
        op: 'AND',
        left: { e: 'binary', op: '>=', left: of, right: exprOf(tree.lo) },
        right: { e: 'binary', op: '<=', left: of, right: exprOf(tree.hi) },
      };
      return tree.op === 'BETWEEN' ? within : { e: 'not', of: within };
    }
    case 'case':
      return caseOf(tree);
    case 'call':
      return call(tree);
    case 'cast': {
      const { type } = typeOf(tree.to);
      return { e: 'call', name: `cast ${type}`, args: [exprOf(tree.operand)], distinct: false };
    }
    case 'select':
    case 'union':
    case 'union all':
    case 'values':
    case 'with':
    case 'with recursive':
    case 'array select':
      throw unsupported('a query inside a query');
    case 'list':
      throw unsupported('a row of several values');
    case 'parameter':
      throw unsupported('a parameter');
    default:
      throw unsupported(`${tree.type}`.toUpperCase());
  }
}

function refOf(tree: Pg.ExprRef): Expr {
  if (tree.name === '*') return { e: 'star' };
  return { e: 'column', table: tree.table?.name ?? null, name: tree.name };
}

function integer(value: number): Expr {
  if (!Number.isSafeInteger(value)) throw new SqlError('22003', 'the number is too large for this database');
  return { e: 'literal', value, type: value > INT4_MAX ? 'int8' : 'int4' };
}

function binary(tree: Pg.ExprBinary): Expr {
  const { op } = tree;
  if (op === 'IN' || op === 'NOT IN') {
    const list = tree.right.type === 'list' ? tree.right.expressions : [tree.right];
    return { e: 'in', of: exprOf(tree.left), list: list.map(exprOf), not: op === 'NOT IN' };
  }
  if (!OPERATORS.has(op)) throw unsupported(`the operator ${op}`);
  if (op === 'NOT LIKE') {
    return { e: 'not', of: { e: 'binary', op: 'LIKE', left: exprOf(tree.left), right: exprOf(tree.right) } };
  }
  return { e: 'binary', op, left: exprOf(tree.left), right: exprOf(tree.right) };
}

function unary(tree: Pg.ExprUnary): Expr {
  const of = exprOf(tree.operand);
  switch (tree.op) {
    case '+':
      return { e: 'plus', of };
    case '-':
      return of.e === 'literal' && typeof of.value === 'number'
        ? { ...of, value: of.value === 0 ? 0 : -of.value }
        : { e: 'minus', of };
    case 'NOT':
      return { e: 'not', of };
    case 'IS NULL':
    case 'IS NOT NULL':
      return { e: 'is', of, what: null, not: tree.op === 'IS NOT NULL' };
    case 'IS TRUE':
    case 'IS NOT TRUE':
      return { e: 'is', of, what: true, not: tree.op === 'IS NOT TRUE' };
    default:
      return { e: 'is', of, what: false, not: tree.op === 'IS NOT FALSE' };
  }
}

function caseOf(tree: Pg.ExprCase): Expr {
  const value = tree.value ? exprOf(tree.value) : null;
  const whens = tree.whens.map((w) => {
    const when = exprOf(w.when);
    const equal: Expr | null = value && { e: 'binary', op: '=', left: value, right: when };
    return { when: equal ?? when, value: exprOf(w.value) };
  });
  return { e: 'case', whens, otherwise: tree.else ? exprOf(tree.else) : null };
}

function call(tree: Pg.ExprCall): Expr {
  if (tree.over) throw unsupported('OVER');
  if (tree.filter) throw unsupported('FILTER');
  if (tree.withinGroup) throw unsupported('WITHIN GROUP');
  if (tree.orderBy) throw unsupported('ORDER BY inside a function');
  const { name } = tree.function;
  if (name === 'exists') throw unsupported('a query inside a query');
  if (name === 'all' || name === 'any' || name === 'some') throw unsupported(name.toUpperCase());
  return { e: 'call', name, args: tree.args.map(exprOf), distinct: tree.distinct === 'distinct' };
}
