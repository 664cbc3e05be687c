/** What the engines have in common, as the rest of the database sees them. */
import type { TableStatement } from './sql/ast.ts';
import type { Outcome, Place, Run, Table, Wait } from './state.ts';
import type { Work } from './work.ts';

/** A statement on tables, whose it is, and where it stands in the input. */
export interface Task {
  readonly session: string;
  readonly txn: number;
  readonly step: number;
  /** Of one that goes on after a wait, since when it waited (`Busy.since`): who came later is not before it. Infinity of one that begins. */
  readonly since: number;
  readonly statement: Exclude<TableStatement, { readonly kind: 'create' }>;
}

export type Advance = { readonly done: Outcome } | { readonly run: Run; readonly wait: Wait };

export interface Engine {
  /** Begins a statement and carries it as far as it goes. @throws SqlError */
  start(w: Work, task: Task): Advance;
  /** Goes on after a wait. @throws SqlError */
  resume(w: Work, task: Task, run: Run): Advance;
  /** Before the commit. @throws SqlError if it must not be */
  commit(w: Work, txn: number, step: number): void;
  /** What the transaction did under these savepoints is taken back; null: all of it, and it is no more. It has been marked so. */
  undo(w: Work, txn: number, subs: readonly number[] | null): void;
  /** Going back to a savepoint from before anything was asked of a table ends the transaction and begins another. */
  readonly startsOver?: true;
  /** After the commit. */
  committed(w: Work, txn: number): void;
  /** By place, what everybody who comes now finds alive in a table. */
  live(w: Work, table: Table): readonly Place[];
  /** What a statement that fails takes with it: its transaction, or no more than what it did itself. */
  readonly fails: 'transaction' | 'statement';
  /** Its own SQLSTATEs, by PostgreSQL's, where they differ. */
  readonly codes?: Readonly<Record<string, string>>;
  /** Circles are looked for along these waits: for all who are in the way (absent), or for the first of them. */
  readonly follows?: 'first';
  /** Who has to go, of those who wait for one another in a circle; absent: who closed it, which is the last. */
  victim?(w: Work, circle: readonly string[]): string;
  /** Sessions that must do something before the wait of a session ends; empty: it is over. */
  blockers(w: Work, session: string, wait: Wait, since: number): readonly string[];
}
