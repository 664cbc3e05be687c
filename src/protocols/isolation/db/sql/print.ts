/** Expressions as text: the same question is always written in the same way. */
import type { Value } from '../values.ts';
import type { Expr } from './ast.ts';

const PRECEDENCE: Readonly<Record<string, number>> = {
  OR: 1,
  AND: 2,
  '=': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  LIKE: 5,
  '||': 6,
  '+': 7,
  '-': 7,
  '*': 8,
  '/': 8,
  '%': 8,
};
const NOT = 3;
const IS = 4;
const ATOM = 9;

/** `value % 3 = 0`; "true" for none. */
export function printExpr(expr: Expr | null): string {
  return expr === null ? 'true' : print(expr, 0);
}

export function printValue(value: Value): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return String(value);
}

function print(expr: Expr, least: number): string {
  const [text, precedence] = bare(expr);
  return precedence < least ? `(${text})` : text;
}

function bare(expr: Expr): readonly [string, number] {
  switch (expr.e) {
    case 'literal':
      return [printValue(expr.value), typeof expr.value === 'number' && expr.value < 0 ? 7 : ATOM];
    case 'column':
      return [expr.name, ATOM];
    case 'star':
      return ['*', ATOM];
    case 'default':
      return ['default', ATOM];
    case 'binary': {
      const p = PRECEDENCE[expr.op] as number;
      const op =
        expr.op.length > 2 || expr.op === 'OR' ? expr.op.toLowerCase() : expr.op === '!=' ? '<>' : expr.op;
      return [`${print(expr.left, p)} ${op} ${print(expr.right, p + 1)}`, p];
    }
    case 'not':
      return [`not ${print(expr.of, NOT)}`, NOT];
    case 'minus':
      return [`- ${print(expr.of, 8)}`, 8];
    case 'plus':
      return [`+ ${print(expr.of, 8)}`, 8];
    case 'in': {
      const list = expr.list.map((e) => print(e, 0)).join(', ');
      return [`${print(expr.of, IS + 1)} ${expr.not ? 'not in' : 'in'} (${list})`, IS];
    }
    case 'is':
      return [`${print(expr.of, IS + 1)} is ${expr.not ? 'not ' : ''}${expr.what}`, IS];
    case 'case': {
      const whens = expr.whens.map((w) => `when ${print(w.when, 0)} then ${print(w.value, 0)}`).join(' ');
      const otherwise = expr.otherwise ? ` else ${print(expr.otherwise, 0)}` : '';
      return [`case ${whens}${otherwise} end`, ATOM];
    }
    case 'call': {
      const args = `${expr.distinct ? 'distinct ' : ''}${expr.args.map((a) => print(a, 0)).join(', ')}`;
      return [
        expr.name.startsWith('cast ') ? `cast(${args} as ${expr.name.slice(5)})` : `${expr.name}(${args})`,
        ATOM,
      ];
    }
  }
}
