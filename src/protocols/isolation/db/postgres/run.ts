/** A statement of PostgreSQL's under way: what it needs in order to go on after a wait. */

import type { Place, RowId, Turn } from '../state.ts';
import type { Row } from '../values.ts';

export interface PgRun {
  readonly kind: 'postgres';
  readonly snapshot: number;
  /** Number of the statement in its transaction. */
  readonly statement: number;
  /** Versions still to visit, in the order of the scan. */
  readonly todo: readonly Place[];
  /** The version that is being locked or written now, if it is not the next one of the scan: the newest of its row. */
  readonly newest: Place | null;
  /** Its place in a queue. */
  readonly turn: Turn | null;
  /** On the way to the newest version, which is not locked yet. */
  readonly following: boolean;
  /** A new version that cannot be found by its keys yet: whether they are free is not known. */
  readonly placed: Place | null;
  /** How much of `todo`, or of the rows of an insert, is done. */
  readonly at: number;
  readonly count: number;
  /** What a select has found. */
  readonly found: readonly Place[];
  /** By row, the version that decided, where that is not the one the snapshot has. */
  readonly rechecked: readonly { readonly row: RowId; readonly place: Place }[];
  /** Writes and reads for the history, in order. */
  readonly did: readonly Did[];
}

export type Did =
  | { readonly what: 'read'; readonly place: Place }
  | { readonly what: 'write'; readonly op: 'insert' | 'update' | 'delete'; readonly place: Place }
  /** An insert asked whether anybody has the key (its index in `Table.keys`), and looked at these places. */
  | { readonly what: 'key'; readonly values: Row; readonly key: number; readonly looked: readonly Place[] };
