/**
 * What transactions did to versions of rows, as the database that ran them tells it: exact, because the database knows its
 * versions. Enough for the graphs of Adya (Weak Consistency, MIT 1999; Adya, Liskov, O'Neil, ICDE 2000) and for the phenomena of
 * Berenson et al. (A Critique of ANSI SQL Isolation Levels, SIGMOD 1995), which speak of the order of reads and writes.
 *
 * Plain JSON. Events stand in the order in which they happened: a statement that had to wait stands where it was carried out.
 */
import type { Json } from '../../base/json.ts';

/** A transaction. Every one has a number of its own; a statement without `begin` is a transaction of its own. */
export type Txn = number;

/**
 * The transaction that set the tables up (Adya's T_init). It commits before all others, and is no node of any graph. It needs no
 * `begin` and no `commit`: its writes stand for themselves. A row that it did not write begins unborn.
 */
export const INITIAL: Txn = 0;

/**
 * Names a version of a row, once and for ever: no two versions of a history have the same number, whichever row they are of. An
 * update of a row twice by one transaction makes two versions. What deletes a row makes a version, a dead one.
 */
export type Version = number;

/**
 * Names a row within its table; the primary key, written out, is a good choice. What is inserted is a new object, as Adya has it, even
 * under a name that a row had before which is now deleted: versions are of one object from an insert to the delete, by `replaces`. A
 * statement that changes the name of a row (an update of its primary key) deletes one and inserts another.
 */
export type RowId = string;

/** Names a question asked of a table: every execution of a statement asks anew and gets a number of its own. */
export type PredicateId = number;

export type IsolationEvent =
  | BeginEvent
  | SnapshotEvent
  | ReadEvent
  | PredicateEvent
  | WriteEvent
  | UndoEvent
  | CommitEvent
  | AbortEvent;

interface Happened {
  /** Whose. */
  readonly txn: Txn;
  /** Index of the statement that made it happen, from 0, where whoever ran the statements counted them. */
  readonly step?: number;
}

export interface BeginEvent extends Happened {
  readonly kind: 'begin';
  /** `T1`, for sentences. */
  readonly session: string;
  /** As the database calls it: `read committed`. */
  readonly level: string;
}

/** A transaction fixes what it will see from now on, where it does so once (snapshot isolation). A drawing may show it; no verdict rests on it. */
export interface SnapshotEvent extends Happened {
  readonly kind: 'snapshot';
}

/** The contents of a version were used: returned, counted up, or computed with. The transaction's own versions included. */
export interface ReadEvent extends Happened {
  readonly kind: 'read';
  readonly table: string;
  readonly row: RowId;
  /** The version that was seen, whoever wrote it and whatever became of it. A row that is unborn or dead has no contents: it is not read. */
  readonly version: Version;
  /** Of a locking read, which lock it took. */
  readonly lock?: 'share' | 'update';
  /** A cursor was moved onto the row (`fetch`). Berenson et al. write rc[x]. */
  readonly cursor?: boolean;
}

/**
 * A statement looked for the rows that meet a condition (Adya's r(P: Vset(P))): where of a select, update or delete, `true` without
 * one, the equality with a primary key, and the check of an insert that no row has its key. It stands before the reads and the writes
 * of what was found. Where one statement looks again at some rows (PostgreSQL's re-check after waiting), `looked` tells what
 * decided in the end, and there is one event.
 */
export interface PredicateEvent extends Happened {
  readonly kind: 'predicate';
  readonly predicate: PredicateId;
  readonly table: string;
  /** `value % 3 = 0`. Two questions of the same text and table are held to be the same question. */
  readonly condition: string;
  /**
   * Vset(P): which version of which row it looked at, dead ones included. A row that is not listed was unborn. One entry an object.
   * A row none of whose versions so far meets the condition may be left out too: it makes no difference.
   */
  readonly looked: readonly Looked[];
  /**
   * All versions of the table so far, seen or not, that meet the condition: of every transaction, ended or not, first versions and
   * old ones too. Dead versions meet none. What is written later tells it by `matches`.
   */
  readonly matching: readonly Version[];
  /** It looked in order to write what it found. */
  readonly write?: boolean;
  /** Of a statement that had to wait half-way: its own versions that stand before this event, though it looked before it wrote them. */
  readonly wrote?: readonly Version[];
}

export interface Looked {
  readonly row: RowId;
  readonly version: Version;
}

export interface WriteEvent extends Happened {
  readonly kind: 'write';
  readonly op: 'insert' | 'update' | 'delete';
  readonly table: string;
  readonly row: RowId;
  /** The new version; of a delete, the dead one. */
  readonly version: Version;
  /**
   * The version that was the row's last when this one was written, whoever wrote it; null if there was none. With `onCommit`, the
   * version that the transaction had seen or written before.
   */
  readonly replaces: Version | null;
  /** Contents after it, by column; null of a delete. For drawings and sentences. */
  readonly value: Readonly<Record<string, Json>> | null;
  /** Of the questions asked so far about this table, by anybody, those whose condition the new version meets. */
  readonly matches: readonly PredicateId[];
  /** The row was written through the cursor that stands on it (`where current of`): wc[x]. */
  readonly cursor?: boolean;
  /** The version is the transaction's own affair until it commits (optimistic control): it is installed then, not now. */
  readonly onCommit?: boolean;
}

/** Versions taken back before the end: rollback to a savepoint, or a statement that failed half-way. Nobody ought to have read them. */
export interface UndoEvent extends Happened {
  readonly kind: 'undo';
  readonly versions: readonly Version[];
}

export interface CommitEvent extends Happened {
  readonly kind: 'commit';
}

/** Takes back whatever the transaction wrote. */
export interface AbortEvent extends Happened {
  readonly kind: 'abort';
  /** An SQLSTATE where the database decided, absent where the session asked for it. */
  readonly code?: string;
}

/**
 * The **version order** of a row is the order in which its versions were installed: each where it was written or, with `onCommit`,
 * where its transaction committed (then in the order of writing). Adya's version order is that of the last versions of committed
 * transactions alone. A transaction that has not ended at the end of the history counts as aborted, as Adya completes a history.
 */
export interface IsolationHistory {
  readonly events: readonly IsolationEvent[];
  /**
   * The final state: of each row its last version, dead ones included, where the database can tell. Absent, or without the row: the last
   * of the version order. They differ where control is so poor that an abort takes back what another wrote.
   */
  readonly final?: readonly FinalRow[];
}

export interface FinalRow {
  readonly table: string;
  readonly row: RowId;
  readonly version: Version;
}
