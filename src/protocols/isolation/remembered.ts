/** What a program does between its statements: `:balance` in one is what its session last read in a column of that name. Pure. */
import { get } from '../../protolib/list.ts';
import type { Value } from './db/values.ts';
import type { SessionVolatile } from './state.ts';

/** Texts, quoted names and `::` are passed over. */
const NAMES = /'(?:[^']|'')*'|"(?:[^"]|"")*"|::|:([A-Za-z_]\w*)/g;

export interface Filled {
  readonly sql: string;
  /** ":balance is 100"; empty if nothing was filled in. */
  readonly told: string;
}

/** A name that nothing was read under stays, and the database refuses it. Null and texts are written as SQL has them. */
export function filledIn(sql: string, log: SessionVolatile['log']): Filled {
  const told: string[] = [];
  const filled = sql.replace(NAMES, (word: string, name: string | undefined) => {
    const value = name === undefined ? undefined : lastRead(log, name.toLowerCase());
    if (value === undefined) return word;
    const written = typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
    const one = `${word} is ${written}`;
    if (!told.includes(one)) told.push(one);
    return written;
  });
  return { sql: filled, told: told.join(', ') };
}

/** In the first row of the last answer that has such a column and any row. */
function lastRead(log: SessionVolatile['log'], name: string): Value | undefined {
  for (let i = log.length - 1; i >= 0; i--) {
    const outcome = get(log, i)?.outcome;
    if (outcome === undefined || !('rows' in outcome)) continue;
    const column = outcome.columns.indexOf(name);
    const value = column < 0 ? undefined : outcome.rows[0]?.[column];
    if (value !== undefined) return value;
  }
  return undefined;
}
