/**
 * Programs of several sessions, and running them step by step on a database in any interleaving. A session behaves as an application
 * does: it remembers what it read, decides by it, waits while it is blocked, and rolls back and gives up when a statement fails.
 */
import type { IsolationEvent } from './history.ts';

export type Value = number | string | boolean | null;
export type Row = readonly Value[];

export interface Statement {
  /** `:name` stands for what was remembered under that name. */
  readonly sql: string;
  /** Remembers the first column of the first row under this name; null if there is no row. */
  readonly as?: string;
  /** Left out unless it holds. */
  readonly when?: Condition;
}

export interface Condition {
  readonly name: string;
  readonly is: '=' | '<>' | '<' | '<=' | '>' | '>=';
  readonly value: Value;
}

export interface SessionProgram {
  /** `T1` */
  readonly session: string;
  readonly statements: readonly Statement[];
}

export interface Program {
  readonly setup: readonly string[];
  readonly sessions: readonly SessionProgram[];
}

/** What became of a statement. The database may tell more. */
export type Outcome =
  | { readonly rows: readonly Row[] }
  | { readonly count: number }
  | { readonly error: string }
  | { readonly blocked: true }
  | { readonly skipped: true };

export interface Executed<Db> {
  readonly db: Db;
  readonly outcome: Outcome;
  /** Statements that had been blocked and are now done, in the order in which they were. */
  readonly released: readonly { readonly session: string; readonly outcome: Outcome }[];
  readonly observations: readonly IsolationEvent[];
}

export type Prepared<Db> =
  | { readonly ok: true; readonly db: Db; readonly observations: readonly IsolationEvent[] }
  | { readonly ok: false; readonly message: string };

/** A database as pure functions. */
export interface Database<Db> {
  /** A new one, in which the statements of a set-up have been carried out by the initial transaction. */
  prepare(setup: readonly string[]): Prepared<Db>;
  execute(db: Db, session: string, sql: string): Executed<Db>;
  /** The committed rows of each table, in the order of the primary key. */
  tables(db: Db): Readonly<Record<string, readonly Row[]>>;
}

/** One statement given to the database, or one that was released. */
export interface Done {
  readonly session: string;
  /** Index into the statements of the session; -1 of a rollback after an error. */
  readonly statement: number;
  readonly sql: string;
  readonly outcome: Outcome;
  /** Of one that had to wait: it is now done. */
  readonly released: boolean;
}

export interface Lane {
  /** The next statement; those whose condition does not hold are passed over already. */
  readonly next: number;
  readonly blocked: boolean;
  readonly inTransaction: boolean;
  /** It has failed and given up. */
  readonly failed: boolean;
  /** The statements before this one have come to their end: committed, or rolled back. */
  readonly kept: number;
  /** Those of them that were rolled back. */
  readonly undone: readonly number[];
  readonly remembered: Readonly<Record<string, Value>>;
}

/** A point of an interleaving. Points share what came before them. */
export interface Point<Db> {
  readonly db: Db;
  readonly lanes: Readonly<Record<string, Lane>>;
  readonly before: Point<Db> | null;
  /** Whose step led here; empty at the start. */
  readonly session: string;
  readonly done: readonly Done[];
  readonly observations: readonly IsolationEvent[];
  /** Steps from the start, and how often the turn passed from a session that could have gone on, or had, to another. */
  readonly steps: number;
  readonly switches: number;
}

/** As in SQL, nothing holds of null but equality with null, which is meant as `is null`. */
export function holds({ is, value }: Condition, found: Value): boolean {
  if (is === '=') return found === value;
  if (is === '<>') return found !== value;
  if (found === null || value === null || typeof found !== typeof value) return false;
  if (is === '<') return found < value;
  if (is === '<=') return found <= value;
  return is === '>' ? found > value : found >= value;
}
