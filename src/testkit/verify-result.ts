/** What came of an interleaving, in a form in which two databases can be compared, and that is short when written down. */
import { finalTables } from '../protocols/isolation/db/database.ts';
import { play } from '../protocols/isolation/db/play.ts';
import type { EngineId, Waking } from '../protocols/isolation/db/state.ts';
import type { RandomSchedule } from './verify-schedules.ts';

/** A cell of a row; sums come as numbers. */
export type Cell = number | null;
/** What a statement came to: rows, a count, an SQLSTATE. */
export type Came = readonly (readonly Cell[])[] | number | string;
/** `null`: skipped, for its session was waiting. `[k, …]` under `waited`: it waited, and step k released it; -1: nobody did. */
export interface StepResult {
  readonly came: Came | null;
  readonly releasedBy?: number;
}
export interface Result {
  readonly steps: readonly StepResult[];
  readonly final: readonly (readonly Cell[])[];
}

export function ourResult(
  engine: EngineId,
  schedule: RandomSchedule,
  waking: readonly Waking[] = [],
): Result {
  const played = play({ engine, level: schedule.level, waking }, schedule.setup, schedule.steps);
  if (!played.ok) throw new Error(played.message);
  const steps = played.steps.map(({ outcome, waited, releasedBy }): StepResult => {
    if ('skipped' in outcome) return { came: null };
    if ('blocked' in outcome) return { came: null, releasedBy: -1 };
    const came: Came =
      'rows' in outcome ? (outcome.rows as Came) : 'count' in outcome ? outcome.count : outcome.error;
    return waited ? { came, releasedBy: releasedBy ?? -1 } : { came };
  });
  return { steps, final: (finalTables(played.db).test ?? []) as Result['final'] };
}

/** Null if they are the same; else the first difference, in words. */
export function difference(ours: Result, theirs: Result): string | null {
  for (const [at, step] of theirs.steps.entries()) {
    const [a, b] = [JSON.stringify(ours.steps[at]), JSON.stringify(step)];
    if (a !== b) return `step ${at}: ours ${a}, theirs ${b}`;
  }
  const [a, b] = [JSON.stringify(ours.final), JSON.stringify(theirs.final)];
  return a === b ? null : `at the end: ours ${a}, theirs ${b}`;
}
