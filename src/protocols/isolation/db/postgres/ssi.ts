/**
 * Serializable snapshot isolation (Cahill, Röhm, Fekete, SIGMOD 2008; Ports & Grittner, VLDB 2012), after PostgreSQL's predicate.c and
 * in its words. Reads leave SIREAD locks; a write over a read, or a read under a write, of transactions that overlap is an
 * rw-conflict; in → pivot → out, with `out` the first to commit, may be a cycle, and one of the three is refused.
 */
import { SqlError } from '../errors.ts';
import type { Work } from '../work.ts';
import type { SerialXact, SiRead, Ssi } from './ssi-state.ts';

export function xactOf(w: Work, txn: number): SerialXact | undefined {
  return w.db.ssi.xacts[txn];
}

export function setXact(w: Work, txn: number, patch: Partial<SerialXact>): void {
  const xact = xactOf(w, txn);
  if (xact === undefined) throw new RangeError(`transaction ${txn} is not serializable`);
  setSsi(w, { xacts: { ...w.db.ssi.xacts, [txn]: { ...xact, ...patch } } });
}

export function setSsi(w: Work, patch: Partial<Ssi>): void {
  w.set({ ssi: { ...w.db.ssi, ...patch } });
}

/** A serializable transaction takes its snapshot. */
export function register(w: Work, txn: number, snapshot: number): void {
  const { readOnly } = w.txn(txn);
  const xact: SerialXact = {
    txn,
    lastCommitBeforeSnapshot: w.db.ssi.sequence,
    snapshot,
    out: [],
    in: [],
    prepared: null,
    committed: null,
    earliestOut: null,
    readOnly,
    wrote: false,
    doomed: false,
  };
  setSsi(w, { xacts: { ...w.db.ssi.xacts, [txn]: xact } });
}

export function refused(reason: string): SqlError {
  const why = `could not serialize access due to read/write dependencies among transactions (${reason})`;
  return new SqlError('40001', why);
}

/** @throws SqlError if another transaction has chosen this one to be refused */
export function heed(w: Work, txn: number, during: string): void {
  if (xactOf(w, txn)?.doomed) throw refused(`it is the pivot of a dangerous structure, found ${during}`);
}

export function remember(w: Work, read: SiRead): void {
  const { reads } = w.db.ssi;
  const same = (r: SiRead) => JSON.stringify(r) === JSON.stringify(read);
  if (!reads.some((r) => r.txn === read.txn && same(r))) setSsi(w, { reads: [...reads, read] });
}

/** `reader` did not see what `writer` wrote (FlagRWConflict). @throws SqlError if that must not be, and it is `me` who has to go */
export function flag(w: Work, me: number, reader: number, writer: number): void {
  const r = xactOf(w, reader);
  if (r === undefined || xactOf(w, writer) === undefined || r.out.includes(writer)) return;
  judge(w, me, reader, writer);
  setXact(w, reader, { out: [...(xactOf(w, reader) as SerialXact).out, writer] });
  setXact(w, writer, { in: [...(xactOf(w, writer) as SerialXact).in, reader] });
}

/** OnConflict_CheckForSerializationFailure. */
function judge(w: Work, me: number, readerId: number, writerId: number): void {
  const reader = xactOf(w, readerId) as SerialXact;
  const writer = xactOf(w, writerId) as SerialXact;
  if (!pivots(w, reader, writer)) return;
  if (me === writerId) throw refused('it is the pivot of a dangerous structure, found during a write');
  if (writer.prepared !== null) throw refused('it read beneath a committed pivot');
  setXact(w, writerId, { doomed: true });
}

function pivots(w: Work, reader: SerialXact, writer: SerialXact): boolean {
  const all = w.db.ssi.xacts;
  // The writer is the pivot, and what it had a conflict out to committed before it did.
  if (writer.committed !== null && writer.earliestOut !== null) return true;
  const writerPivots = writer.out.some((id) => {
    const out = all[id];
    return (
      out !== undefined &&
      out.prepared !== null &&
      (reader.committed === null || out.prepared <= reader.committed) &&
      (writer.committed === null || out.prepared <= writer.committed) &&
      (!reader.readOnly || out.prepared <= reader.lastCommitBeforeSnapshot)
    );
  });
  if (writerPivots) return true;
  // The reader is the pivot, and the writer was the first to commit.
  const { prepared } = writer;
  if (prepared === null || reader.readOnly) return false;
  return reader.in.some((id) => {
    const first = all[id];
    return (
      first !== undefined &&
      !first.doomed &&
      (first.committed === null || first.committed >= prepared) &&
      (!first.readOnly || first.lastCommitBeforeSnapshot >= prepared)
    );
  });
}

/** PreCommit_CheckForSerializationFailure, and the commit itself. @throws SqlError 40001 */
export function commitSerial(w: Work, txn: number): void {
  const me = xactOf(w, txn);
  if (me === undefined) return;
  heed(w, txn, 'during its commit');
  for (const id of me.in) {
    const near = xactOf(w, id);
    if (near === undefined || near.committed !== null || near.doomed) continue;
    const dangerous = near.in.some((farId) => {
      const far = xactOf(w, farId);
      return farId === txn || (far !== undefined && far.committed === null && !far.readOnly && !far.doomed);
    });
    if (dangerous) setXact(w, id, { doomed: true });
  }
  const prepared = w.db.ssi.sequence + 1;
  const committed = prepared + 1;
  setSsi(w, { sequence: committed });
  let earliestOut: number | null = null;
  for (const id of me.out) {
    const out = xactOf(w, id);
    if (out?.committed == null || out.prepared === null) continue;
    earliestOut = Math.min(earliestOut ?? out.prepared, out.prepared);
  }
  setXact(w, txn, { prepared, committed, earliestOut, readOnly: me.readOnly || !me.wrote });
  if (w.db.broken.includes('dropSIREADatCommit')) forget(w, new Set([txn]), false);
  sweep(w);
}

/** It is as if it had never been. */
export function abortSerial(w: Work, txn: number): void {
  if (xactOf(w, txn) === undefined) return;
  forget(w, new Set([txn]), true);
  sweep(w);
}

/** Forgets what committed before everybody who still runs took a snapshot: nobody can be concurrent with it. */
function sweep(w: Work): void {
  const all = Object.values(w.db.ssi.xacts);
  const running = all.filter((x) => x.committed === null);
  const gone = all.filter(
    ({ committed }) => committed !== null && running.every((x) => x.lastCommitBeforeSnapshot >= committed),
  );
  if (gone.length > 0) forget(w, new Set(gone.map(({ txn }) => txn)), true);
}

function forget(w: Work, gone: ReadonlySet<number>, wholly: boolean): void {
  const { xacts, reads } = w.db.ssi;
  const stays = (id: number) => !gone.has(id);
  setSsi(w, {
    reads: reads.filter(({ txn }) => stays(txn)),
    xacts: wholly
      ? Object.fromEntries(
          Object.values(xacts)
            .filter(({ txn }) => stays(txn))
            .map((x) => [x.txn, { ...x, out: x.out.filter(stays), in: x.in.filter(stays) }]),
        )
      : xacts,
  });
}
