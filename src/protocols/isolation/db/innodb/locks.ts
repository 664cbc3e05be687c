/** Record locks, gap locks and insert intentions (InnoDB). */
import type { Claim, RowId, Wait } from '../state.ts';
import { grant, inTheWay, rowClaim } from '../single/locks.ts';
import type { Row } from '../values.ts';
import type { Work } from '../work.ts';

export interface Ctx {
  readonly w: Work;
  readonly txn: number;
  readonly session: string;
  readonly step: number;
  readonly table: string;
  /** Who asked before this is before it: when the wait that is now over began, until it has what it waited for. */
  since: number;
}

/** At repeatable read and serializable the spaces between rows are locked too. */
export function locksGaps({ w, txn }: Pick<Ctx, 'w' | 'txn'>): boolean {
  const { level } = w.txn(txn);
  return level === 'repeatable read' || level === 'serializable';
}

/** Takes a lock on a row, or says what to wait for. */
export function lockRow(ctx: Ctx, row: RowId, mode: 'shared' | 'exclusive'): Wait | null {
  return take(ctx, [rowClaim(ctx.table, row, mode, [])], row);
}

export function lockGap({ w, txn, table }: Ctx, gap: { after: Row | null; before: Row | null }): void {
  const { after, before } = gap;
  grant(w, txn, [{ mode: 'shared', target: { of: 'gap', table, after, before } }]);
}

/** Waits for whoever has locked the space into which the row is to go. */
export function intend(ctx: Ctx, key: Row, row: RowId): Wait | null {
  const { w, txn, session, table, since } = ctx;
  const claims: readonly Claim[] = [{ mode: 'exclusive', target: { of: 'place', table, key } }];
  const free = inTheWay(w, session, txn, claims, since, false).length === 0;
  if (free) ctx.since = Number.POSITIVE_INFINITY;
  return free ? null : { on: 'locks', claims, row: { table, row } };
}

function take(ctx: Ctx, claims: readonly Claim[], row: RowId): Wait | null {
  const { w, txn, session, table, since } = ctx;
  if (!covered(w, txn, claims)) {
    if (inTheWay(w, session, txn, claims, since, false).length > 0) {
      return { on: 'locks', claims, row: { table, row } };
    }
    grant(w, txn, claims);
    ctx.since = Number.POSITIVE_INFINITY;
  }
  return null;
}

/** It has locks as strong already. */
export function covered(w: Work, txn: number, claims: readonly Claim[]): boolean {
  return claims.every(({ mode, target }) =>
    w.db.locks.some(
      (held) =>
        held.txn === txn &&
        held.target.of === 'row' &&
        target.of === 'row' &&
        held.target.table === target.table &&
        held.target.row === target.row &&
        (held.mode === 'exclusive' || mode === 'shared'),
    ),
  );
}

/** Gives back a lock on a row that did not meet the condition (read committed). */
export function unlock({ w, txn, table }: Ctx, row: RowId): void {
  w.set({
    locks: w.db.locks.filter(
      ({ txn: holder, target }) =>
        holder !== txn || target.of !== 'row' || target.table !== table || target.row !== row,
    ),
  });
}

/** How much would be lost with a transaction: what it changed, and what locks it has. The lightest goes. */
export function weight(w: Work, txn: number): number {
  const changes = Object.values(w.db.tables)
    .flatMap(({ versions }) => versions)
    .filter((v) => v.born.txn === txn && v.indexed && !w.undone(v.born)).length;
  const kinds = new Set(
    w.db.locks.filter((l) => l.txn === txn).map(({ mode, target }) => `${target.table} ${target.of} ${mode}`),
  );
  return changes + kinds.size;
}
