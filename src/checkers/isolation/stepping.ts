/** Running a program one statement at a time. */
import type { IsolationEvent } from './history.ts';
import {
  type Database,
  type Done,
  holds,
  type Lane,
  type Outcome,
  type Point,
  type Program,
  type Statement,
  type Value,
} from './program.ts';

/** @throws if the set-up fails: that is a mistake in the program */
export function start<Db>(program: Program, database: Database<Db>): Point<Db> {
  const prepared = database.prepare(program.setup);
  if (!prepared.ok) throw new RangeError(`The set-up fails: ${prepared.message}`);
  const { db, observations } = prepared;
  const lanes: Record<string, Lane> = {};
  for (const { session, statements } of program.sessions) {
    const lane: Lane = {
      next: 0,
      blocked: false,
      inTransaction: false,
      failed: false,
      kept: 0,
      undone: [],
      remembered: {},
    };
    lanes[session] = { ...lane, next: passOver(statements, lane) };
  }
  return { db, lanes, before: null, session: '', done: [], observations, steps: 0, switches: 0 };
}

/** The sessions that can make a step, in the order of the program. */
export function enabled<Db>(program: Program, { lanes }: Point<Db>): string[] {
  return program.sessions.flatMap(({ session, statements }) => {
    const lane = lanes[session];
    return lane && !lane.blocked && !lane.failed && lane.next < statements.length ? [session] : [];
  });
}

/** Nobody is in the middle of a transaction or waits: what a serial execution could have left. */
export function atRest<Db>({ lanes }: Point<Db>): boolean {
  return Object.values(lanes).every(({ blocked, inTransaction }) => !blocked && !inTransaction);
}

/** The next statement of a session that is `enabled`. */
export function step<Db>(
  program: Program,
  database: Database<Db>,
  from: Point<Db>,
  session: string,
): Point<Db> {
  const moving = new Moving(program, database, from);
  const sql = sqlOf(program, from, session);
  moving.give(session, from.lanes[session]?.next ?? 0, sql);
  const couldGoOn = from.session !== '' && enabled(program, from).includes(from.session);
  return {
    db: moving.db,
    lanes: moving.lanes,
    before: from,
    session,
    done: moving.done,
    observations: moving.observations,
    steps: from.steps + 1,
    switches: from.switches + (couldGoOn && from.session !== session ? 1 : 0),
  };
}

/** The statement a session would give next, with what it remembers filled in. */
export function sqlOf<Db>(program: Program, { lanes }: Point<Db>, session: string): string {
  const lane = lanes[session];
  const statement = lane && statementsOf(program, session)[lane.next];
  if (!lane || !statement) throw new RangeError(`${session} has no statement left.`);
  return statement.sql.replace(/:([a-z]\w*)/gi, (_, name: string) => literal(lane.remembered[name] ?? null));
}

class Moving<Db> {
  db: Db;
  lanes: Readonly<Record<string, Lane>>;
  readonly done: Done[] = [];
  readonly observations: IsolationEvent[] = [];
  private readonly program: Program;
  private readonly database: Database<Db>;

  constructor(program: Program, database: Database<Db>, { db, lanes }: Point<Db>) {
    this.program = program;
    this.database = database;
    this.db = db;
    this.lanes = lanes;
  }

  give(session: string, statement: number, sql: string): void {
    const { db, outcome, released, observations } = this.database.execute(this.db, session, sql);
    this.db = db;
    this.observations.push(...observations);
    this.done.push({ session, statement, sql, outcome, released: false });
    if (statement >= 0) this.learn(session, statement, sql, outcome);
    for (const { session: other, outcome: theirs } of released) {
      const { next } = this.lanes[other] as Lane;
      const their = statementsOf(this.program, other)[next]?.sql ?? '';
      this.done.push({ session: other, statement: next, sql: their, outcome: theirs, released: true });
      this.learn(other, next, their, theirs);
    }
  }

  private learn(session: string, at: number, sql: string, outcome: Outcome): void {
    const lane = this.lanes[session] as Lane;
    const statements = statementsOf(this.program, session);
    if ('blocked' in outcome) {
      this.set(session, { ...lane, blocked: true, inTransaction: opens(sql, lane.inTransaction) });
    } else if ('error' in outcome) {
      const wasOpen = opens(sql, lane.inTransaction);
      this.set(session, { ...lane, blocked: false, failed: true, inTransaction: false });
      if (wasOpen) this.give(session, -1, 'rollback');
    } else {
      const name = statements[at]?.as;
      const value = 'rows' in outcome ? (outcome.rows[0]?.[0] ?? null) : null;
      const remembered = name === undefined ? lane.remembered : { ...lane.remembered, [name]: value };
      const inTransaction = opens(sql, lane.inTransaction);
      const kept = inTransaction ? lane.kept : at + 1;
      const rolledBack = lane.inTransaction && ROLLBACK.test(sql);
      const undone = rolledBack ? [...lane.undone, ...range(lane.kept, at)] : lane.undone;
      const after = { ...lane, next: at + 1, blocked: false, inTransaction, kept, undone, remembered };
      this.set(session, { ...after, next: passOver(statements, after) });
    }
  }

  private set(session: string, lane: Lane): void {
    this.lanes = { ...this.lanes, [session]: lane };
  }
}

function statementsOf(program: Program, session: string): readonly Statement[] {
  return program.sessions.find((s) => s.session === session)?.statements ?? [];
}

const COMMIT = /^\s*(commit|end)\b/i;
/** Not `rollback to savepoint`. */
const ROLLBACK = /^\s*(abort\b|rollback\s*(work|transaction)?\s*;?\s*$)/i;

/** Whether a transaction is open after a statement. */
function opens(sql: string, before: boolean): boolean {
  if (/(^|;)\s*(begin|start\s+transaction)\b/i.test(sql)) return true;
  return before && !COMMIT.test(sql) && !ROLLBACK.test(sql);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

function passOver(statements: readonly Statement[], { next, remembered }: Lane): number {
  let at = next;
  for (;;) {
    const when = statements[at]?.when;
    if (when === undefined || holds(when, remembered[when.name] ?? null)) return at;
    at++;
  }
}

function literal(value: Value): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

/** From the start to a point, the start left out. */
export function pathTo<Db>(point: Point<Db>): Point<Db>[] {
  const path: Point<Db>[] = [];
  for (let at: Point<Db> | null = point; at !== null && at.before !== null; at = at.before) path.push(at);
  return path.reverse();
}

/** The history up to a point; `step` counts the steps from 0, and is -1 of the set-up. */
export function historyTo<Db>(point: Point<Db>): IsolationEvent[] {
  const path = pathTo(point);
  const setup = (path[0]?.before ?? point).observations;
  // The database counts its own calls, rollbacks after errors among them.
  const numbered = (events: readonly IsolationEvent[], step: number) =>
    events.map((event) => ({ ...event, step }));
  return [...numbered(setup, -1), ...path.flatMap(({ observations }, i) => numbered(observations, i))];
}

/** Whether every session has said everything or given up. */
export function allDone<Db>(program: Program, point: Point<Db>): boolean {
  return enabled(program, point).length === 0 && Object.values(point.lanes).every(({ blocked }) => !blocked);
}
