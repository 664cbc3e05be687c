/** Record locks, gap locks and insert intentions (InnoDB). */

import { grant, inTheWay, rowClaim } from '../single/locks.ts';
import type { Claim, RowId, Wait } from '../state.ts';
import { keyText } from '../tables.ts';
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

export interface Gap {
  readonly after: Row | null;
  readonly before: Row | null;
}

/**
 * Takes a lock on a row, or says what to wait for.
 * @param gap the space before it, where the lock is to be a next-key lock; taken by `lockGap`, but who waits keeps others out of it already
 */
export function lockRow(
  ctx: Ctx,
  row: RowId,
  mode: 'shared' | 'exclusive',
  gap: Gap | null = null,
): Wait | null {
  const { mode: asked, target } = rowClaim(ctx.table, row, mode, []);
  const nextKey = gap !== null && target.of === 'row';
  const claim: Claim = { mode: asked, target: nextKey ? { ...target, nextKey } : target };
  const wait = take(ctx, [claim], row);
  // A lock on the record alone does not make up for one on the gap too: that is another lock.
  if (wait === null && nextKey) grant(ctx.w, ctx.txn, [claim]);
  if (wait === null || gap === null) return wait;
  return { ...wait, claims: [...wait.claims, { mode, target: { of: 'gap', table: ctx.table, ...gap } }] };
}

export function lockGap({ w, txn, table }: Ctx, { after, before }: Gap, mode: 'shared' | 'exclusive'): void {
  grant(w, txn, [{ mode, target: { of: 'gap', table, after, before } }]);
}

/** Waits for whoever has locked the space into which the row is to go. */
export function intend(ctx: Ctx, key: Row, row: RowId): Wait | null {
  const { w, txn, session, table, since } = ctx;
  const claims: readonly Claim[] = [{ mode: 'exclusive', target: { of: 'place', table, key } }];
  const free = inTheWay(w, session, txn, claims, since, false).length === 0;
  if (free) ctx.since = Number.POSITIVE_INFINITY;
  return free ? null : { on: 'locks', claims, row: { table, row } };
}

function take(
  ctx: Ctx,
  claims: readonly Claim[],
  row: RowId,
): Extract<Wait, { readonly on: 'locks' }> | null {
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

/**
 * Gives back a lock on a row that did not meet the condition (read committed). A weaker one that was there before stays: that of an
 * insert which found its key taken.
 */
export function unlock({ w, txn, table }: Ctx, row: RowId, given: Claim['mode']): void {
  w.set({
    locks: w.db.locks.filter(
      ({ txn: holder, target, mode }) =>
        holder !== txn ||
        mode !== given ||
        target.of !== 'row' ||
        target.table !== table ||
        target.row !== row,
    ),
  });
}

/**
 * How much would be lost with a transaction (TRX_WEIGHT): rows changed, and lock structures, of which there is one for each kind of lock on a
 * table or on its records, and one for a lock waited for. The lightest goes.
 */
export function weight(w: Work, txn: number): number {
  const made = Object.values(w.db.tables).flatMap(({ name, versions }) =>
    versions
      .filter((v) => v.born.txn === txn && v.indexed && !w.undone(v.born))
      .map((v) => ({ ...v, table: name })),
  );
  const held = w.db.locks.filter((l) => l.txn === txn);
  const kinds = new Set<string>();
  for (const { mode, target } of held) {
    kinds.add(`${target.table} ${mode === 'shared' ? 'IS' : 'IX'}`);
    if (target.of === 'row') {
      // What it has put in itself it holds without a lock, until somebody asks.
      const own = made.some((v) => v.table === target.table && v.row === target.row && v.replaces === null);
      if (own && !asked(w, target.table, target.row)) continue;
      kinds.add(`${target.table} ${mode} ${target.nextKey ? 'next-key' : 'record'}`);
    } else if (target.of === 'gap') {
      const rowToo = held.some(
        ({ target: t }) => t.of === 'row' && t.table === target.table && endsAt(target, t.row),
      );
      if (!rowToo) kinds.add(`${target.table} ${mode} ${target.before === null ? 'next-key' : 'gap'}`);
    }
  }
  const { busy } = w.session(w.txn(txn).session);
  return made.length + kinds.size + (busy === null ? 0 : 1);
}

function endsAt({ before }: { readonly before: Row | null }, row: RowId): boolean {
  return before !== null && keyText(before) === row;
}

function asked(w: Work, table: string, row: RowId): boolean {
  return Object.values(w.db.sessions).some(
    ({ busy }) =>
      busy?.wait.on === 'locks' &&
      busy.wait.claims.some(
        ({ target }) => target.of === 'row' && target.table === table && target.row === row,
      ),
  );
}
