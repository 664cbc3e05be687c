/** A schedule from its first statement to its last: what the command line, the tests and the matrix run. */
import { type Options, prepare } from './database.ts';
import { execute } from './execute.ts';
import type { Observation } from './observation.ts';
import type { Db, Outcome } from './state.ts';

export interface Step {
  readonly session: string;
  readonly sql: string;
}

/** What became of a step in the end. */
export interface StepEnd {
  readonly outcome: Outcome;
  /** It had to wait. */
  readonly waited: boolean;
  /** The step that released it; null: it never waited, or waits still. */
  readonly releasedBy: number | null;
}

export interface Play {
  readonly ok: true;
  readonly db: Db;
  readonly steps: readonly StepEnd[];
  readonly observations: readonly Observation[];
}

export interface BadSetup {
  readonly ok: false;
  /** The statement of the set-up that failed, from 0. */
  readonly at: number;
  readonly error: string;
  readonly message: string;
}

export function play(options: Options, setup: readonly string[], steps: readonly Step[]): Play | BadSetup {
  const prepared = prepare(options, setup);
  if (!prepared.ok) return prepared;
  let { db } = prepared;
  const observations = [...prepared.observations];
  const ends: StepEnd[] = [];
  for (const [at, { session, sql }] of steps.entries()) {
    const done = execute(db, session, sql);
    db = done.db;
    observations.push(...done.observations);
    ends.push({ outcome: done.outcome, waited: 'blocked' in done.outcome, releasedBy: null });
    for (const { step, outcome } of done.released) ends[step] = { outcome, waited: true, releasedBy: at };
  }
  return { ok: true, db, steps: ends, observations };
}
