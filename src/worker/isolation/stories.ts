/** Stories, searched: which interleaving of the programs breaks what must hold, the shortest first. */
import { type Result, refuse } from '../../base/result.ts';
import { tame } from '../../base/text.ts';
import { judgeIsolation } from '../../checkers/isolation/judge.ts';
import { ANOMALIES } from '../../checkers/isolation/names.ts';
import type { Point, Program } from '../../checkers/isolation/program.ts';
import { type SearchProgress, search } from '../../checkers/isolation/search.ts';
import { enabled, historyTo, pathTo, start, step } from '../../checkers/isolation/stepping.ts';
import { wrongIn } from '../../checkers/isolation/wrong.ts';
import type { MatrixColumn } from '../../protocols/isolation/matrix/columns.ts';
import { open } from '../../protocols/isolation/matrix/open.ts';
import { STORIES } from '../../protocols/isolation/stories/index.ts';
import { shown } from './shown.ts';
import type { ProgramView, SearchView, StoryView } from './wire.ts';

export const STORY_VIEWS: readonly StoryView[] = STORIES.map(
  ({ id, title, tale, source, setup, sessions, invariant }) => ({
    id,
    title,
    tale,
    source,
    setup,
    sessions,
    invariant,
  }),
);

/** As many sessions as the lab has, and few enough statements that a search ends. */
export const MAX_SESSIONS = 4;
export const MAX_STATEMENTS = 16;
/** One session alone may give as many statements to its end. */
const MAX_ALONE = MAX_STATEMENTS * 2;

type Db = ReturnType<typeof open>;

/** Searches one engine at one level. Refused, with a sentence, if the programs do not even run one after the other. */
export function* searchColumn(
  title: string,
  given: ProgramView,
  column: MatrixColumn,
): Generator<SearchProgress, Result<{ result: SearchView }>, void> {
  const read = programOf(given, column);
  if (!read.ok) return read;
  const { program } = read;
  const database = open(column);
  const checked = runsAlone(program, given, database);
  if (!checked.ok) return checked;
  const { found, complete, ended, points } = yield* search(program, database, wrongIn(program, database));
  if (found === null) return { ok: true, result: { found: null, complete, ended, points } };
  const { point, why } = found;
  const telling = {
    title: `${title} · ${column.title}`,
    claim: why,
    setup: given.setup,
    column,
    done: pathTo(point).map(({ done }) => done),
    tables: database.tables(point.db),
  };
  return {
    ok: true,
    result: {
      found: { why, anomalies: namesOf(point), switches: point.switches, ...shown(telling) },
      complete,
      ended,
      points,
    },
  };
}

/** Names of what went wrong that are more than one would read. */
const MOST_NAMES = 2;

/** What the judge, who knows nothing of the story, makes of it: harm that was done, each kind once. */
function namesOf(point: Point<ReturnType<Db['execute']>['db']>) {
  const judged = judgeIsolation({ events: historyTo(point) });
  if (!judged.ok) return [];
  const harm = judged.judgement.anomalies.filter(({ id }) => ANOMALIES[id].weight === 'anomaly');
  const kinds = [...new Map(harm.reverse().map((anomaly) => [anomaly.id, anomaly])).values()].reverse();
  return kinds.slice(0, MOST_NAMES).map(({ id, sentence }) => ({ id, title: ANOMALIES[id].title, sentence }));
}

type Told = Program & Pick<ProgramView, 'invariant'>;

/** The programs as the engine's sessions would type them, each transaction at the level of its session. */
export function programOf(
  { setup, sessions, invariant }: ProgramView,
  { engine }: Pick<MatrixColumn, 'engine'>,
): Result<{ program: Told }> {
  if (sessions.length > MAX_SESSIONS) return refuse(`There can be no more than ${MAX_SESSIONS} sessions.`);
  const long = sessions.find(({ statements }) => statements.length > MAX_STATEMENTS);
  if (long !== undefined) {
    return refuse(`${long.session} has more than ${MAX_STATEMENTS} statements, too many for a search.`);
  }
  const begins = (level: string) =>
    engine === 'mysql'
      ? `set session transaction isolation level ${level}; begin`
      : `begin isolation level ${level}`;
  const spoken = sessions.map(({ session, level, statements }) => ({
    session,
    statements: statements.map((statement) =>
      level !== undefined && /^\s*begin\s*;?\s*$/i.test(statement.sql)
        ? { ...statement, sql: begins(level) }
        : statement,
    ),
  }));
  return { ok: true, program: { setup, sessions: spoken, invariant } };
}

/** What a program that makes sense does: its set-up succeeds, and each session, alone after the others, is told of no mistake. */
function runsAlone(program: Told, { invariant }: ProgramView, database: Db): Result<object> {
  let point: Point<ReturnType<Db['execute']>['db']>;
  try {
    point = start(program, database);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : 'The set-up fails.');
  }
  for (const { session } of program.sessions) {
    for (let n = 0; n < MAX_ALONE && enabled(program, point).includes(session); n++) {
      point = step(program, database, point, session);
      for (const { sql, outcome } of point.done) {
        if ('error' in outcome && !CHANCE.test(outcome.error)) {
          const why = 'message' in outcome ? String(outcome.message) : outcome.error;
          return refuse(`${session} cannot say “${tame(sql)}”: ${why}.`);
        }
      }
    }
    if (point.lanes[session]?.inTransaction) {
      return refuse(
        `${session} leaves its transaction open: its last statement should be commit or rollback.`,
      );
    }
  }
  if (invariant === null) return { ok: true };
  const asked = database.execute(point.db, 'invariant', invariant.sql).outcome;
  if (!('error' in asked)) return { ok: true };
  return refuse(`What must hold cannot be asked: ${asked.message}.`);
}

/** Refusals, deadlocks, locks that are taken, and values that another has taken: no mistake of whoever wrote the program. */
const CHANCE = /^(40|23|55P03)/;
