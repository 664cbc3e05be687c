/**
 * Find an interleaving that breaks it: all interleavings of a program, the shortest first, until one leaves something wrong behind.
 *
 * Breadth first, so that the first found is of the fewest statements; among those, of the fewest switches from one session to another.
 * Interleavings that differ in the order of steps which commute are tried once, by sleep sets (Godefroid 1996): where two sessions'
 * steps commute, the second order is not taken after the first. Whether they commute is found by taking both orders.
 */
import { commute } from './commute.ts';
import type { Database, Point, Program } from './program.ts';
import { atRest, enabled, start, step } from './stepping.ts';

export interface SearchOptions {
  /** Try every interleaving, those that are equal too. */
  readonly unpruned?: boolean;
  /** Go on after the first, and count. */
  readonly all?: boolean;
  /** Points that may be reached before it gives up. */
  readonly limit?: number;
}

/** Points of a quarter of a million statements: some ten seconds, and some hundred megabytes. */
const DEFAULT_LIMIT = 250_000;

/** Points between two reports. */
const PIECE = 64;

export interface SearchProgress {
  /** Points reached so far, each by one statement given. */
  readonly points: number;
  /** How many statements the interleavings have that are being tried. */
  readonly statements: number;
  /** Points of that many statements: done, and known so far. */
  readonly done: number;
  readonly known: number;
}

export interface Breakage<Db> {
  readonly point: Point<Db>;
  /** What is wrong, in a sentence. */
  readonly why: string;
}

export interface SearchResult<Db> {
  /** The shortest; null if there is none, or if the search gave up. */
  readonly found: Breakage<Db> | null;
  /** Interleavings found to break it: with `all` every one, without those that are equal to another. */
  readonly broken: number;
  /** Whether every interleaving was tried that might break it (sooner than the one found). */
  readonly complete: boolean;
  /** Interleavings carried to their end. */
  readonly ended: number;
  readonly points: number;
}

/**
 * `wrong` is asked of every point at which no transaction is open: a sentence, or null. To cancel, stop asking for more.
 * The work between two yields takes a few milliseconds.
 */
export function* search<Db>(
  program: Program,
  database: Database<Db>,
  wrong: (point: Point<Db>) => string | null,
  { unpruned = false, all = false, limit = DEFAULT_LIMIT }: SearchOptions = {},
): Generator<SearchProgress, SearchResult<Db>, void> {
  const task = { program, database, wrong };
  const result = yield* layers(task, { unpruned, all, limit, switches: Infinity, statements: Infinity });
  if (unpruned || result.found === null) return result;
  // Of interleavings that are equal one was kept, not always the plainest: those of fewer switches are few, and all are tried.
  let { points } = result;
  for (let switches = 0; switches < result.found.point.switches && points < limit; switches++) {
    const bounds = { switches, statements: result.found.point.steps, limit: limit - points };
    const plainer = yield* layers(task, { unpruned: true, all: false, ...bounds });
    points += plainer.points;
    if (plainer.found !== null) return { ...result, found: plainer.found, points };
  }
  return { ...result, points };
}

interface Task<Db> {
  readonly program: Program;
  readonly database: Database<Db>;
  readonly wrong: (point: Point<Db>) => string | null;
}

interface Bounds {
  readonly unpruned: boolean;
  readonly all: boolean;
  readonly limit: number;
  readonly switches: number;
  readonly statements: number;
}

function* layers<Db>(
  { program, database, wrong }: Task<Db>,
  bounds: Bounds,
): Generator<SearchProgress, SearchResult<Db>, void> {
  const { unpruned, all, limit } = bounds;
  let level: Node<Db>[] = [{ point: start(program, database), asleep: new Set() }];
  let found: Breakage<Db> | null = null;
  let broken = 0;
  let points = 0;
  let ended = 0;
  for (let statements = 1; level.length > 0 && statements <= bounds.statements; statements++) {
    const next: Node<Db>[] = [];
    for (const [done, { point, asleep }] of level.entries()) {
      const able = enabled(program, point);
      if (able.length === 0) ended++;
      const awake = able.filter((session) => !asleep.has(session));
      // The session whose turn it is goes first: of interleavings that are equal, one of few switches is likely kept.
      awake.sort((a, b) => Number(b === point.session) - Number(a === point.session));
      const children = new Map<string, Point<Db>>();
      const child = (session: string) => {
        const known = children.get(session) ?? step(program, database, point, session);
        children.set(session, known);
        return known;
      };
      const taken: string[] = [];
      for (const session of awake) {
        if (points >= limit) return { found, broken, complete: false, ended, points };
        const after = child(session);
        if (++points % PIECE === 0) yield { points, statements, done, known: level.length };
        if (after.switches > bounds.switches) continue;
        const why = atRest(after) ? wrong(after) : null;
        if (why !== null) {
          broken++;
          if (found === null || (after.steps === found.point.steps && after.switches < found.point.switches))
            found = { point: after, why };
        }
        const asleepNow = unpruned ? [] : [...asleep, ...taken];
        const still = asleepNow.filter((other) => commute(program, database, child, session, other));
        taken.push(session);
        if (why === null || all) next.push({ point: after, asleep: new Set(still) });
      }
    }
    if (found !== null && !all) break;
    level = next;
  }
  return { found, broken, complete: true, ended, points };
}

interface Node<Db> {
  readonly point: Point<Db>;
  /** Sessions whose next step leads only where another branch has been. */
  readonly asleep: ReadonlySet<string>;
}

/** Searches in one go. */
export function searchAll<Db>(...args: Parameters<typeof search<Db>>): SearchResult<Db> {
  const work = search(...args);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
