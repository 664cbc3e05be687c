/** What whoever sat at the sessions saw, what is left in the tables, and whether a serial execution gives the same. */
import type { Database, Outcome, Point, Program } from './program.ts';
import { pathTo, start, step } from './stepping.ts';

/** By session, what its committed statements gave, with their indexes. */
export type Seen = Readonly<Record<string, readonly (readonly [statement: number, outcome: Outcome])[]>>;

export interface Result {
  readonly seen: Seen;
  readonly tables: ReturnType<Database<unknown>['tables']>;
}

export function resultOf<Db>(database: Database<Db>, point: Point<Db>): Result {
  const seen: Record<string, [number, Outcome][]> = {};
  for (const { done } of pathTo(point)) {
    for (const { session, statement, sql, outcome } of done) {
      const lane = point.lanes[session];
      const counts = lane && statement >= 0 && statement < lane.kept && !lane.undone.includes(statement);
      if (!counts || 'blocked' in outcome) continue;
      const ofSession = seen[session] ?? [];
      seen[session] = ofSession;
      ofSession.push([statement, inOrder(sql, outcome)]);
    }
  }
  return { seen, tables: database.tables(point.db) };
}

/** Rows come in any order unless one was asked for. */
function inOrder(sql: string, outcome: Outcome): Outcome {
  if (!('rows' in outcome) || /\border\s+by\b/i.test(sql)) return outcome;
  const keyed = outcome.rows.map((row) => ({ row, key: JSON.stringify(row) }));
  return { rows: keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row) };
}

/**
 * Whether some serial execution explains a result: the transactions that committed, one after another, those of one session in their
 * order, give the same answers and leave the same tables. The naive twin of the judge: it carries the programs out anew.
 */
export class SerialTwin<Db> {
  private readonly program: Program;
  private readonly database: Database<Db>;
  /** Results of all serial executions, by what each session carried out. */
  private readonly known = new Map<string, ReadonlySet<string>>();

  constructor(program: Program, database: Database<Db>) {
    this.program = program;
    this.database = database;
  }

  explains(point: Point<Db>): boolean {
    const kept = new Map(Object.entries(point.lanes).map(([session, lane]) => [session, lane.kept]));
    const key = JSON.stringify([...kept]);
    let known = this.known.get(key);
    if (known === undefined) {
      known = new Set(this.serial(start(this.program, this.database), kept));
      this.known.set(key, known);
    }
    return known.has(written(resultOf(this.database, point)));
  }

  private *serial(at: Point<Db>, kept: ReadonlyMap<string, number>): Generator<string> {
    const left = (point: Point<Db>, session: string) =>
      (point.lanes[session]?.next ?? 0) < (kept.get(session) ?? 0);
    const sessions = this.program.sessions.map(({ session }) => session).filter((s) => left(at, s));
    if (sessions.length === 0) yield written(resultOf(this.database, at));
    for (const session of sessions) {
      let after = step(this.program, this.database, at, session);
      while (after.lanes[session]?.inTransaction && left(after, session)) {
        after = step(this.program, this.database, after, session);
      }
      // Alone, a transaction does not fail unless its statements do: then what the others kept is explained without it.
      if (!after.lanes[session]?.failed) yield* this.serial(after, kept);
    }
  }
}

/** The same text for the same result. */
export function written({ seen, tables }: Result): string {
  const sessions = Object.keys(seen).sort();
  return JSON.stringify([
    sessions.map((session) => [session, seen[session]]),
    Object.entries(tables).sort(byName),
  ]);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
