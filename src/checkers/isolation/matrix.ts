/**
 * The matrix: every anomaly × every engine and level, each cell found by running its schedule and judging what happened. A schedule says
 * who speaks in which order; whoever is blocked says what is left once it is released, and whose transaction fails rolls back.
 */
import { follow } from './follow.ts';
import type { IsolationEvent } from './history.ts';
import { type IsolationJudgement, judgeIsolation } from './judge.ts';
import type { AnomalyId } from './names.ts';
import type { Database, Done, Point, Program, Row } from './program.ts';
import { historyTo, pathTo } from './stepping.ts';

export interface Schedule {
  readonly id: string;
  /** The anomaly happened if the judge finds one of these. */
  readonly anomalies: readonly AnomalyId[];
  readonly setup: readonly string[];
  readonly steps: readonly ScheduleStep[];
}

export interface ScheduleStep {
  readonly session: string;
  readonly sql: string;
}

/** A schedule as it went. */
export interface Enactment {
  /** Each call of the database with what came of it, in the order in which it went. */
  readonly steps: readonly (readonly Done[])[];
  readonly events: readonly IsolationEvent[];
  readonly judgement: IsolationJudgement;
  readonly tables: Readonly<Record<string, readonly Row[]>>;
  /** What the schedule is about came to pass. */
  readonly happened: boolean;
  /** By session whose transaction the database ended, with the code: why it did not come to pass, as a rule. */
  readonly refused: readonly { readonly session: string; readonly code: string }[];
  /** Sessions that had to wait at some time. */
  readonly waited: readonly string[];
}

/** Runs a schedule to its end. @throws if the database contradicts itself in what it tells */
export function enact<Db>(schedule: Schedule, database: Database<Db>): Enactment {
  const { program, turns } = programOf(schedule);
  return enactment(schedule, database, follow(program, database, turns));
}

function enactment<Db>(schedule: Schedule, database: Database<Db>, point: Point<Db>): Enactment {
  const events = historyTo(point);
  const judged = judgeIsolation({ events });
  if (!judged.ok) throw new RangeError(`${schedule.id}: ${judged.why}`);
  const { judgement } = judged;
  const steps = pathTo(point).map(({ done }) => done);
  const all = steps.flat();
  return {
    steps,
    events,
    judgement,
    tables: database.tables(point.db),
    happened: judgement.anomalies.some(({ id }) => schedule.anomalies.includes(id)),
    refused: all.flatMap(({ session, outcome }) =>
      'error' in outcome ? [{ session, code: outcome.error }] : [],
    ),
    waited: [...new Set(all.flatMap(({ session, outcome }) => ('blocked' in outcome ? [session] : [])))],
  };
}

/** The statements by session, and whose turn it is. */
function programOf({ setup, steps }: Schedule): {
  readonly program: Program;
  readonly turns: readonly string[];
} {
  const turns = steps.map(({ session }) => session);
  const sessions = [...new Set(turns)].map((session) => ({
    session,
    statements: steps.filter((s) => s.session === session).map(({ sql }) => ({ sql })),
  }));
  return { program: { setup, sessions }, turns };
}

/** An engine at a level. */
export interface Column {
  readonly engine: string;
  readonly level: string;
}

export interface Cell<C extends Column = Column> {
  readonly schedule: string;
  readonly column: C;
  readonly enactment: Enactment;
}

/** Cell after cell, row by row. `inDialect` gives the schedule as the engine wants it told, at the level of the column. */
export function* computeMatrix<Db, C extends Column, S extends { readonly id: string }>(
  schedules: readonly S[],
  columns: readonly C[],
  inDialect: (schedule: S, column: C) => Schedule,
  open: (column: C) => Database<Db>,
): Generator<Cell<C>, void, void> {
  for (const schedule of schedules) {
    for (const column of columns) {
      yield { schedule: schedule.id, column, enactment: enact(inDialect(schedule, column), open(column)) };
    }
  }
}
