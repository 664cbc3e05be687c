import type { IsolationEvent } from '../../../checkers/isolation/history.ts';
import { judgeIsolation } from '../../../checkers/isolation/judge.ts';
import { finalTables } from './database.ts';
import { play } from './play.ts';
import type { EngineId, Level } from './state.ts';

export const SETUP = [
  'create table test (id int primary key, value int)',
  'insert into test values (1, 10), (2, 20)',
];

/** What became of each statement, written "T1 select …", in a word or two; and the rows in the end. */
export function ran(engine: EngineId, level: Level, statements: readonly string[], setup = SETUP) {
  const steps = statements.map((s) => ({ session: s.slice(0, 2), sql: s.slice(3) }));
  const played = play({ engine, level }, setup, steps);
  if (!played.ok) throw new Error(played.message);
  const ends = played.steps.map(({ outcome, waited, releasedBy }) => {
    const came =
      'rows' in outcome
        ? JSON.stringify(outcome.rows)
        : 'count' in outcome
          ? outcome.count
          : 'error' in outcome
            ? outcome.error
            : 'blocked' in outcome
              ? 'blocked'
              : 'skipped';
    return waited && releasedBy !== null ? `${releasedBy}: ${came}` : came;
  });
  return { ends, final: finalTables(played.db).test };
}

/** What the judge says of these statements. */
export function judged(engine: EngineId, level: Level, statements: readonly string[], setup = SETUP) {
  const steps = statements.map((s) => ({ session: s.slice(0, 2), sql: s.slice(3) }));
  const played = play({ engine, level }, setup, steps);
  if (!played.ok) throw new Error(played.message);
  const events: readonly IsolationEvent[] = played.observations;
  return judgeIsolation({ events });
}
