/**
 * Whether two steps of two sessions commute at a point: taken in either order they give the same answers and do the same to the same
 * versions, and neither has to do with the other. Careful: whatever waits, fails, ends or releases is held to depend on everything.
 */
import type { IsolationEvent } from './history.ts';
import type { Database, Point, Program } from './program.ts';
import { enabled, step } from './stepping.ts';

/** `child`: the point after one session's step. */
export function commute<Db>(
  program: Program,
  database: Database<Db>,
  child: (session: string) => Point<Db>,
  a: string,
  b: string,
): boolean {
  if (a === b) return false;
  const afterA = child(a);
  if (!isPlain(afterA) || !enabled(program, afterA).includes(b)) return false;
  const afterB = child(b);
  if (!isPlain(afterB) || !enabled(program, afterB).includes(a)) return false;
  const ab = step(program, database, afterA, b);
  const ba = step(program, database, afterB, a);
  if (!isPlain(ab) || !isPlain(ba)) return false;
  if (answers(afterA) !== answers(ba) || answers(afterB) !== answers(ab)) return false;
  return !meet(afterA.observations, ab.observations) && !meet(afterB.observations, ba.observations);
}

/** One statement, answered at once, that ends nothing. */
function isPlain<Db>({ done, observations }: Point<Db>): boolean {
  const [only, ...more] = done;
  if (only === undefined || more.length > 0) return false;
  if ('blocked' in only.outcome || 'error' in only.outcome || 'skipped' in only.outcome) return false;
  return observations.every(({ kind }) => kind !== 'commit' && kind !== 'abort') && !ENDS.test(only.sql);
}

const ENDS = /^\s*(commit|rollback|abort|end)\b/i;

function answers<Db>({ done }: Point<Db>): string {
  return JSON.stringify(done.map(({ sql, outcome }) => [sql, outcome]));
}

/** Whether two steps, the second after the first, touched the same row, at least one of them writing or locking, or a search of the other. */
function meet(first: readonly IsolationEvent[], second: readonly IsolationEvent[]): boolean {
  return first.some((a) => second.some((b) => conflict(a, b)));
}

function conflict(a: IsolationEvent, b: IsolationEvent): boolean {
  if (!('table' in a) || !('table' in b) || a.table !== b.table) return false;
  if (a.kind === 'predicate' && b.kind === 'predicate') return false;
  if (a.kind === 'predicate') return b.kind === 'write' && touches(a, b);
  if (b.kind === 'predicate') return a.kind === 'write' && touches(b, a);
  return a.row === b.row && (changes(a) || changes(b));
}

function changes(event: IsolationEvent): boolean {
  return event.kind === 'write' || (event.kind === 'read' && event.lock !== undefined);
}

/** A write of a row that meets the condition before or after it. */
function touches(
  { predicate, matching }: Extract<IsolationEvent, { kind: 'predicate' }>,
  { version, replaces, matches }: Extract<IsolationEvent, { kind: 'write' }>,
): boolean {
  return (
    matches.includes(predicate) ||
    matching.includes(version) ||
    (replaces !== null && matching.includes(replaces))
  );
}
