/** What operators and casts compute. */
import { SqlError } from '../errors.ts';
import { type ColumnType, INT4_MAX, INT4_MIN, TYPE_NAMES, type Type, type Value } from '../values.ts';

export function arithmetic(op: string, x: number, y: number): number {
  switch (op) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    default:
      if (y === 0) throw new SqlError('22012', 'division by zero');
      // Towards zero; the remainder has the sign of what is divided. Never minus nought.
      return (op === '/' ? Math.trunc(x / y) : x % y) + 0;
  }
}

/** Numbers beyond 2^53 are out of this database's range, though a bigint of PostgreSQL holds some more. @throws SqlError 22003 */
export function inRange(value: number, type: Type): number {
  const fits = type === 'int4' ? value >= INT4_MIN && value <= INT4_MAX : Number.isSafeInteger(value);
  if (!fits) throw new SqlError('22003', `${TYPE_NAMES[type]} out of range`);
  return value + 0;
}

export function textOf(value: Value): string {
  return String(value);
}

/** @throws SqlError 22P02, 22003, 42846 */
export function castOf(value: Value, from: Type, to: ColumnType): Value {
  if (value === null) return null;
  if (to === 'text') return textOf(value);
  if (to === 'bool') {
    if (typeof value === 'boolean') return value;
    if (typeof value === 'number') return value !== 0;
    const word = value.trim().toLowerCase();
    if (/^(t|tr|tru|true|y|ye|yes|on|1)$/.test(word)) return true;
    if (/^(f|fa|fal|fals|false|n|no|of|off|0)$/.test(word)) return false;
    throw invalid(value, to);
  }
  if (typeof value === 'boolean') {
    if (to === 'int8') throw new SqlError('42846', `cannot cast type ${TYPE_NAMES[from]} to bigint`);
    return value ? 1 : 0;
  }
  if (typeof value === 'number') return inRange(value, to);
  if (!/^\s*[-+]?\d+\s*$/.test(value)) throw invalid(value, to);
  const number = Number(value);
  const fits = to === 'int4' ? number >= INT4_MIN && number <= INT4_MAX : Number.isSafeInteger(number);
  if (!fits) throw new SqlError('22003', `value "${value}" is out of range for type ${TYPE_NAMES[to]}`);
  return number + 0;
}

function invalid(value: string, to: ColumnType): SqlError {
  return new SqlError('22P02', `invalid input syntax for type ${TYPE_NAMES[to]}: "${value}"`);
}

/** `%` any text, `_` any one character, `\` takes the next one as it is. */
export function like(text: string, pattern: string): boolean {
  // By rows of a table, not by trying again and again: a pattern of many % must not take for ever.
  let reach = new Set([0]);
  for (let i = 0; i < pattern.length; i++) {
    const next = new Set<number>();
    const c = pattern[i] as string;
    if (c === '%') {
      const from = Math.min(...reach);
      if (reach.size > 0) for (let at = from; at <= text.length; at++) next.add(at);
    } else {
      const literal = c === '\\' ? pattern[++i] : c === '_' ? null : c;
      for (const at of reach)
        if (at < text.length && (literal === null || text[at] === literal)) next.add(at + 1);
    }
    reach = next;
  }
  return reach.has(text.length);
}
