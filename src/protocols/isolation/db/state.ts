/**
 * The database as plain immutable data. Every engine keeps its rows as lists of versions in the order in which they were made; what
 * differs is who may see and make them, and when.
 */

import type { InnoRun } from './innodb/run.ts';
import type { PgRun } from './postgres/run.ts';
import type { Ssi } from './postgres/ssi-state.ts';
import type { Expr, Level, LockMode, Modes } from './sql/ast.ts';
import type { ColumnType, Row, Value } from './values.ts';

export type { Level, LockMode } from './sql/ast.ts';

export const ENGINES = ['postgres', 'mysql', '2pl', 'occ', 'none'] as const;
export type EngineId = (typeof ENGINES)[number];
export const LEVELS: readonly Level[] = [
  'read uncommitted',
  'read committed',
  'repeatable read',
  'serializable',
];

/** Places in `Table.versions`, from 0: PostgreSQL's ctid, as there is one page and nobody sweeps it. */
export type Place = number;
/** A row's name within its table: its primary key written out, or `#n` where there is none. */
export type RowId = string;

/** Which part of which transaction did something. */
export interface Stamp {
  readonly txn: number;
  /** The savepoint it was done under, numbered from 1 in each transaction; 0: none. */
  readonly sub: number;
  /** The statement, counted from 1 in each transaction. */
  readonly statement: number;
}

export interface Version {
  /** Unique in the database, in the order of creation. */
  readonly number: number;
  readonly row: RowId;
  /** Null: the row is dead from here. */
  readonly values: Row | null;
  readonly born: Stamp;
  /** The number of the version that was the row's last; null: there was none. */
  readonly replaces: number | null;
  /** The place to which indices lead: where the row stood when it got its keys. */
  readonly root: Place;
  /** Whether it can be found by its keys: an insert that waits for another of the same key is not there yet. */
  readonly indexed: boolean;
  /** Whether the history has it. */
  readonly told: boolean;
  /** Who put another in its place (which may come to nothing). */
  readonly ended: Ending | null;
  readonly locks: readonly RowLock[];
}

export interface Ending {
  readonly by: Stamp;
  readonly how: 'update' | 'delete';
  /** With which lock: an update that leaves all keys alone takes the weaker one. */
  readonly mode: LockMode;
  /** Where the row goes on; of a delete, where its dead version stands. */
  readonly next: Place;
}

export interface RowLock {
  readonly by: Stamp;
  readonly mode: LockMode;
}

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** The longest text it takes; null: any. */
  readonly limit: number | null;
  readonly notNull: boolean;
  readonly default: Value;
}

export interface Key {
  readonly name: string;
  readonly primary: boolean;
  /** Indices of columns. */
  readonly columns: readonly number[];
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** The primary key first, if there is one. */
  readonly keys: readonly Key[];
  readonly creator: Stamp;
  readonly versions: readonly Version[];
  /** Of engines that have one state of a row at a time: where it stands. Rows that are not here were never born. */
  readonly heads: Readonly<Record<RowId, Place>>;
}

export interface Savepoint {
  readonly name: string;
  readonly sub: number;
  /** Of one set before anything was asked of a table: how many statements its transaction had had by then. */
  readonly blank?: number;
}

export interface Txn {
  readonly id: number;
  readonly session: string;
  readonly level: Level;
  readonly readOnly: boolean;
  /** False: one statement without a `begin`. */
  readonly explicit: boolean;
  readonly state: 'running' | 'committed' | 'aborted';
  /** Its place among the commits. */
  readonly commit: number | null;
  /** A statement failed: nothing but a rollback is taken. */
  readonly failed: boolean;
  /** What it sees, if that is fixed for the transaction: the commits up to this one. */
  readonly snapshot: number | null;
  /** Given when it first locks or writes, in that order over all transactions. */
  readonly xid: number | null;
  /** How many statements on tables it had. */
  readonly statements: number;
  readonly savepoints: readonly Savepoint[];
  readonly sub: number;
  readonly subs: number;
  readonly deadSubs: readonly number[];
  /** The history knows that it began. */
  readonly told: boolean;
}

/** What a statement waits for. */
export type Wait =
  /** The end of a transaction, or of what it did under a savepoint. */
  | { readonly on: 'transaction'; readonly txn: number; readonly sub: number; readonly row: RowName | null }
  /** Its turn at a version of a row: somebody else is already waiting for whoever holds it. */
  | {
      readonly on: 'turn';
      readonly table: string;
      readonly place: Place;
      readonly mode: LockMode;
      readonly row: RowName;
    }
  /** Locks that others hold in a way that does not go with this. */
  | { readonly on: 'locks'; readonly claims: readonly Claim[]; readonly row: RowName | null };

/** What a transaction of a locking engine holds or asks for. */
export type LockTarget =
  /** A row; `images` are its contents before and after, where it is to be written: what conditions are held against. */
  | {
      readonly of: 'row';
      readonly table: string;
      readonly row: RowId;
      readonly images: readonly Row[];
      readonly nextKey?: true;
    }
  /** All rows that meet a condition, those not yet born included. */
  | { readonly of: 'condition'; readonly table: string; readonly where: Expr | null }
  /** The space between two rows in the index (of InnoDB); null: before the first, after the last. */
  | { readonly of: 'gap'; readonly table: string; readonly after: Row | null; readonly before: Row | null }
  /** Where somebody wants to put a row in. It is in the way of nobody. */
  | { readonly of: 'place'; readonly table: string; readonly key: Row };

export interface Claim {
  readonly target: LockTarget;
  readonly mode: 'shared' | 'exclusive';
}

export interface HeldLock extends Claim {
  readonly txn: number;
}

export interface RowName {
  readonly table: string;
  readonly row: RowId;
}

export type LockingRun = { readonly kind: 'locking'; readonly statement: number };

/** A place in the queue for a version, held while whoever has the row is waited for. */
export interface Turn {
  readonly table: string;
  readonly place: Place;
  readonly mode: LockMode;
}

export type Run = PgRun | LockingRun | InnoRun;

/** The statement a session is in the middle of. */
export interface Busy {
  readonly sql: string;
  /** Which statement of the text, from 0. */
  readonly at: number;
  /** Counted over all calls of `execute`, from 0. */
  readonly step: number;
  readonly run: Run;
  readonly wait: Wait;
  /** Who waits longer has the smaller number. */
  readonly since: number;
}

export interface Session {
  readonly id: string;
  readonly txn: number | null;
  /** Its own default, once `set session` gave it one. */
  readonly level: Level | null;
  /** Of MySQL's `set transaction` outside a transaction: the modes of the next. */
  readonly next?: Modes | null;
  readonly busy: Busy | null;
}

/** A question that was asked of a table. */
export interface Question {
  readonly table: string;
  readonly condition: string;
  readonly where: Expr | null;
  readonly ids: readonly number[];
}

export interface Db {
  readonly engine: EngineId;
  /** Of `begin` without a level, and of statements without `begin`. */
  readonly level: Level;
  /** Rules that are broken on purpose. */
  readonly broken: readonly string[];
  /** What a real database leaves to chance when it wakes several at once; none: who waited longest goes first. */
  readonly waking: readonly Waking[];
  readonly tables: Readonly<Record<string, Table>>;
  readonly txns: Readonly<Record<number, Txn>>;
  readonly sessions: Readonly<Record<string, Session>>;
  readonly questions: readonly Question[];
  readonly ssi: Ssi;
  /** Of locking engines, in the order in which they were granted. Of optimistic control: what was read, which blocks nobody. */
  readonly locks: readonly HeldLock[];
  /** How many there were of each. */
  readonly counts: Counts;
}

/**
 * Orders that a real database leaves to chance, or to what is not modelled, for whoever compares with one. `last`: who waited least goes
 * first. `queue`: who goes on to a newer version lets the next in its queue go first. Each in all steps, or in one. A victim: of a circle that this step closes, this
 * session goes (InnoDB weighs by its lock structures, which are counted here as nearly as can be).
 */
export type Waking =
  | Order
  | { readonly step: number; readonly order: Order }
  | { readonly step: number; readonly victim: string };
export type Order = 'last' | 'queue';

export interface Counts {
  readonly txns: number;
  readonly xids: number;
  readonly commits: number;
  readonly versions: number;
  readonly waits: number;
  readonly steps: number;
  readonly questions: number;
  readonly rows: number;
}

/** What became of a statement. */
export type Outcome =
  | { readonly rows: readonly Row[]; readonly columns: readonly string[] }
  | { readonly count: number }
  | { readonly error: string; readonly message: string }
  | { readonly blocked: true; readonly by: readonly string[]; readonly row: RowName | null }
  | { readonly skipped: true };

export interface Released {
  readonly session: string;
  /** The step in which the statement was given. */
  readonly step: number;
  readonly outcome: Outcome;
}
