/** The functions there are. */
import { SqlError, unsupported } from '../errors.ts';
import { type ColumnType, compareValues, type Row, TYPE_NAMES, type Type, type Value } from '../values.ts';
import { type Bound, coerce, common, isInt } from './bind.ts';
import { arithmetic, castOf, inRange } from './operators.ts';

export const AGGREGATES = new Set(['count', 'sum', 'min', 'max']);

/** An aggregate of a select: `of` null counts rows. */
export interface Aggregate {
  readonly name: string;
  readonly of: ((row: Row) => Value) | null;
  readonly distinct: boolean;
}

/** What it comes to over some rows. */
export function aggregate({ name, of, distinct }: Aggregate, rows: readonly Row[]): Value {
  if (of === null) return rows.length;
  const all = rows.map(of).filter((v) => v !== null);
  const values = distinct ? [...new Set(all)] : all;
  if (name === 'count') return values.length;
  if (values.length === 0) return null;
  if (name === 'sum')
    return inRange(
      (values as number[]).reduce((sum, v) => sum + v, 0),
      'int8',
    );
  const sign = name === 'min' ? 1 : -1;
  return values.reduce((best, v) => (sign * compareValues(v, best) < 0 ? v : best));
}

export function callOf(name: string, args: readonly Bound[]): Bound {
  if (name.startsWith('cast ')) return cast(args[0] as Bound, name.slice(5) as ColumnType);
  switch (name) {
    case 'coalesce': {
      const { type, bounds } = common(args, 'COALESCE');
      return { type, value: (r, a) => firstOf(bounds.map((b) => () => b.value(r, a))) };
    }
    case 'greatest':
    case 'least': {
      const { type, bounds } = common(args, name.toUpperCase());
      const sign = name === 'least' ? 1 : -1;
      return {
        type,
        value: (r, a) =>
          bounds
            .map((b) => b.value(r, a))
            .filter((v) => v !== null)
            .reduce<Value>(
              (best, v) => (best === null || sign * compareValues(v, best) < 0 ? v : best),
              null,
            ),
      };
    }
    case 'abs':
      return ints(name, args, 1, ([x]) => Math.abs(x as number));
    case 'mod':
      return ints(name, args, 2, ([x, y]) => arithmetic('%', x as number, y as number));
    case 'length':
      return texts(name, args, 'int4', (x) => [...x].length);
    case 'lower':
      return texts(name, args, 'text', (x) => x.toLowerCase());
    case 'upper':
      return texts(name, args, 'text', (x) => x.toUpperCase());
    case 'avg':
      throw unsupported('avg, whose result has a fraction,');
    default:
      throw missing(name, args);
  }
}

function firstOf(values: readonly (() => Value)[]): Value {
  for (const value of values) {
    const v = value();
    if (v !== null) return v;
  }
  return null;
}

function ints(
  name: string,
  args: readonly Bound[],
  count: number,
  f: (x: readonly Value[]) => number,
): Bound {
  const bounds = args.map((a) => coerce(a, 'int4'));
  if (bounds.length !== count || !bounds.every(isInt)) throw missing(name, args);
  const type: Type = bounds.some((b) => b.type === 'int8') ? 'int8' : 'int4';
  return {
    type,
    value: (r, a) => {
      const values = bounds.map((b) => b.value(r, a));
      return values.includes(null) ? null : inRange(f(values), type);
    },
  };
}

function texts(name: string, args: readonly Bound[], type: Type, f: (x: string) => Value): Bound {
  const bound = args[0] && coerce(args[0], 'text');
  if (bound?.type !== 'text' || args.length !== 1) throw missing(name, args);
  return {
    type,
    value: (r, a) => {
      const v = bound.value(r, a);
      return v === null ? null : f(v as string);
    },
  };
}

function cast(of: Bound, to: ColumnType): Bound {
  const from = of.type;
  if (from === 'bool' && to === 'int8') throw new SqlError('42846', 'cannot cast type boolean to bigint');
  if (from === 'int8' && to === 'bool') throw new SqlError('42846', 'cannot cast type bigint to boolean');
  if (of.literal !== undefined && from === 'unknown') return coerce(of, to);
  return { type: to, value: (r, a) => castOf(of.value(r, a), from, to) };
}

function missing(name: string, args: readonly Bound[]): SqlError {
  const types = args.map((a) => TYPE_NAMES[a.type]).join(', ');
  return new SqlError('42883', `function ${name}(${types}) does not exist`);
}
