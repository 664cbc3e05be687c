/** Values of columns, their types and their order. */

export type Value = number | string | boolean | null;
export type Row = readonly Value[];

/** Of columns and expressions; `unknown` is a quoted literal or null whose type its surroundings decide. */
export type ColumnType = 'int4' | 'int8' | 'text' | 'bool';
export type Type = ColumnType | 'unknown';

export const INT4_MAX = 2_147_483_647;
export const INT4_MIN = -2_147_483_648;

/** As PostgreSQL writes the name in its messages. */
export const TYPE_NAMES: Readonly<Record<Type, string>> = {
  int4: 'integer',
  int8: 'bigint',
  text: 'text',
  bool: 'boolean',
  unknown: 'unknown',
};

/** Below 0, 0 or above 0; of values of one type, neither null. Texts compare by code unit (the C collation). */
export function compareValues(a: Value, b: Value): number {
  if (a === b) return 0;
  return (a as number) < (b as number) ? -1 : 1;
}

/** The order of keys: nulls last. */
export function compareRows(a: Row, b: Row): number {
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as Value;
    const y = b[i] as Value;
    if (x === y) continue;
    if (x === null) return 1;
    if (y === null) return -1;
    return compareValues(x, y);
  }
  return 0;
}
