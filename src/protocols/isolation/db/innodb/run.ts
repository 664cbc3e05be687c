/** A statement of InnoDB's under way. Unlike PostgreSQL's it looks at rows as they are when it comes to them. */
import type { Place, RowId } from '../state.ts';
import type { Row } from '../values.ts';

export interface InnoRun {
  readonly kind: 'innodb';
  readonly statement: number;
  /** Which of the keys asked for is next, or which row of an insert. */
  readonly at: number;
  /** Of a scan, the key it has come to; null: it is before the first. */
  readonly cursor: Row | null;
  /** The key it waits at: what has been put in before that since is passed over. */
  readonly waitsAt: Row | null;
  /** The scan is over. */
  readonly scanned: boolean;
  readonly count: number;
  readonly found: readonly Place[];
  /** The versions that decided, for the history. */
  readonly visited: readonly { readonly row: RowId; readonly place: Place }[];
  /** Rows that an update moves to another key, when the scan is over. */
  readonly moves: readonly { readonly place: Place; readonly after: Row }[];
  /** Reads and writes that the history has not been told. */
  readonly did: readonly InnoDid[];
}

export type InnoDid =
  | { readonly what: 'read'; readonly place: Place }
  | { readonly what: 'write'; readonly op: 'insert' | 'update' | 'delete'; readonly place: Place }
  | { readonly what: 'key'; readonly values: Row; readonly looked: Place | null };
