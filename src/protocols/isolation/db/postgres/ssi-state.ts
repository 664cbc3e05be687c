/** What serializable transactions remember of one another (Ports & Grittner, VLDB 2012; predicate.c). */
import type { Place } from '../state.ts';
import type { Row } from '../values.ts';

export interface Ssi {
  /** Counts prepares and commits: PostgreSQL's SERCOMMITSEQNO. */
  readonly sequence: number;
  readonly xacts: Readonly<Record<number, SerialXact>>;
  readonly reads: readonly SiRead[];
}

export interface SerialXact {
  readonly txn: number;
  /** The sequence number of the last commit that its snapshot has. */
  readonly lastCommitBeforeSnapshot: number;
  readonly snapshot: number;
  /** Transactions that wrote what this one read without seeing it: rw-conflicts out. */
  readonly out: readonly number[];
  /** Transactions that read without seeing it what this one wrote. */
  readonly in: readonly number[];
  readonly prepared: number | null;
  readonly committed: number | null;
  /** The first to commit of those it has a conflict out to. */
  readonly earliestOut: number | null;
  readonly readOnly: boolean;
  readonly wrote: boolean;
  /** It will be refused at its next step. */
  readonly doomed: boolean;
}

/** A SIREAD lock: it blocks nobody, and outlives the commit. */
export type SiRead =
  | { readonly txn: number; readonly table: string; readonly on: 'table' }
  | { readonly txn: number; readonly table: string; readonly on: 'version'; readonly place: Place }
  /** Of an index: a key, there or not. */
  | { readonly txn: number; readonly table: string; readonly on: 'key'; readonly key: Row };

export const NO_SSI: Ssi = { sequence: 1, xacts: {}, reads: [] };
