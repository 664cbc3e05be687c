/**
 * Find an interleaving that breaks it: all interleavings of a program, the shortest first, until one leaves something wrong behind.
 *
 * Breadth first, so that the first found is of the fewest statements; among those, of the fewest switches from one session to another.
 * Interleavings that differ in the order of steps which commute are tried once, by sleep sets (Godefroid 1996): where two sessions'
 * steps commute, the second order is not taken after the first. Whether they commute is found by taking both orders.
 */
import { commute } from './commute.ts';
import { atRest, type Database, enabled, type Point, type Program, start, step } from './program.ts';

export interface SearchOptions {
  /** Try every interleaving, the commuting ones too. */
  readonly unpruned?: boolean;
  /** Go on after the first, and count. */
  readonly all?: boolean;
  /** Points that may be looked at before it gives up. */
  readonly limit?: number;
}

/** Two minutes of a slow machine. */
const DEFAULT_LIMIT = 500_000;

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
  /** Interleavings that break it, of all tried. */
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
  let level: Node<Db>[] = [{ point: start(program, database), asleep: new Set() }];
  let found: Breakage<Db> | null = null;
  let broken = 0;
  let points = 0;
  let ended = 0;
  for (let statements = 1; level.length > 0; statements++) {
    const next: Node<Db>[] = [];
    for (const [done, { point, asleep }] of level.entries()) {
      const awake = enabled(program, point).filter((session) => !asleep.has(session));
      if (enabled(program, point).length === 0) ended++;
      // The session whose turn it is goes first: of interleavings that are equal, the one with the fewest switches is likely kept.
      awake.sort((a, b) => Number(b === point.session) - Number(a === point.session));
      const taken: string[] = [];
      for (const session of awake) {
        if (points >= limit) return { found, broken, complete: false, ended, points };
        const after = step(program, database, point, session);
        points++;
        if (points % PIECE === 0) yield { points, statements, done, known: level.length };
        const why = atRest(after) ? wrong(after) : null;
        if (why !== null) {
          broken++;
          if (found === null || (after.steps === found.point.steps && after.switches < found.point.switches))
            found = { point: after, why };
        }
        const sleeping = unpruned
          ? []
          : [...asleep, ...taken].filter((other) => commute(program, database, point, session, other, after));
        taken.push(session);
        if (why === null || all) next.push({ point: after, asleep: new Set(sleeping) });
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
