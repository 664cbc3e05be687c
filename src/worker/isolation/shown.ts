/** How an interleaving went, in words, and the run of the lab that gives the same statements in the same order. */
import type { Done, Row } from '../../checkers/isolation/program.ts';
import type { RunSpec } from '../../engine/runspec.ts';
import meta from '../../protocols/isolation/meta.ts';
import { encodeLink } from '../../spec/link.ts';
import type { ColumnView, Shown, StepView } from './wire.ts';

/** Statements are so far apart that each has come to its end, or to a wait, before the next; µs. */
const APART = 20_000;

export interface Telling {
  readonly title: string;
  readonly claim: string;
  readonly setup: readonly string[];
  readonly column: Pick<ColumnView, 'engine' | 'level'>;
  /** Each call of the database with what came of it. */
  readonly done: readonly (readonly Done[])[];
  readonly tables: Readonly<Record<string, readonly Row[]>>;
}

export function shown(telling: Telling): Shown {
  return {
    steps: telling.done.flat().map(stepView),
    tables: Object.entries(telling.tables).map(([name, rows]) => ({ name, rows: rowsText(rows) })),
    link: linkTo(telling),
  };
}

function stepView({ session, sql, outcome, released }: Done): StepView {
  const step = { session, sql, released, kind: 'done' as const };
  if ('rows' in outcome) return { ...step, outcome: rowsText(outcome.rows) };
  if ('count' in outcome) return { ...step, outcome: countText(outcome.count) };
  if ('error' in outcome) return { ...step, kind: 'fails', outcome: `error ${outcome.error}` };
  if ('blocked' in outcome) return { ...step, kind: 'waits', outcome: waitsText(outcome) };
  return { ...step, outcome: 'skipped' };
}

function rowsText(rows: readonly Row[]): string {
  if (rows.length === 0) return 'no rows';
  return rows.map((row) => `(${row.map((v) => (v === null ? 'null' : String(v))).join(', ')})`).join(' ');
}

function countText(count: number): string {
  return count === 0 ? 'done' : count === 1 ? '1 row' : `${count} rows`;
}

function waitsText(outcome: object): string {
  const by = 'by' in outcome && Array.isArray(outcome.by) ? outcome.by.map(String) : [];
  return by.length === 0 ? 'waits' : `waits for ${by.join(', ')}`;
}

/** The statements as they were given, rollbacks after errors among them: whoever plays them meets the same waits and answers. */
export function runOf({ setup, column, done }: Pick<Telling, 'setup' | 'column' | 'done'>): RunSpec {
  const given = done.flat().filter(({ released }) => !released);
  const sessions = Math.max(2, ...given.map(({ session }) => Number(session.slice(1))));
  const commands = [
    { node: 'D1', command: { type: 'setup', sql: setup.join('; ') } },
    ...given.map(({ session, sql }) => ({ node: session, command: { type: 'sql', sql } })),
  ];
  return {
    schema: 1,
    protocol: 'isolation',
    seed: 1,
    nodes: { database: 1, session: sessions },
    params: { engine: column.engine, level: column.level },
    variants: [],
    until: (commands.length + 2) * APART,
    inputs: commands.map((command, i) => ({ at: (i + 1) * APART, ...command })),
  };
}

/** As much as a command of the lab takes. */
const MAX_SQL = 400;

function linkTo(telling: Telling): Shown['link'] {
  const spec = runOf(telling);
  const long = spec.inputs.some((input) => 'command' in input && String(input.command.sql).length > MAX_SQL);
  if (long) return { why: `The lab takes no statement, and no set-up, of more than ${MAX_SQL} characters.` };
  const { title, claim } = telling;
  return {
    hash: encodeLink({ kind: 'run', spec, title: title.slice(0, 120), claim: claim.slice(0, 400) }, meta),
  };
}
