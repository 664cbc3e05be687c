/**
 * Locks on rows (heapam.c: heap_lock_tuple, heap_update, heap_delete). Who holds a row is written on the version; who waits for it
 * waits for the end of the holder's transaction. Of several that wait for one version one has its turn, and the others queue for that.
 */

import { SqlError } from '../errors.ts';
import type { LockMode, Place, RowName, Stamp, Version, Wait } from '../state.ts';
import type { Work } from '../work.ts';
import type { PgRun } from './run.ts';

/** A statement under way, changed in place. */
export type Draft = { -readonly [K in keyof PgRun]: PgRun[K] };

export interface Ctx {
  readonly w: Work;
  readonly txn: number;
  readonly session: string;
  readonly step: number;
  readonly run: Draft;
  readonly table: string;
  /** Who asked for a turn before this is before it: when the wait that is now over began, until it has its turn. */
  since: number;
  readonly patience: 'wait' | 'nowait' | 'skip locked';
}

const STRENGTH: Readonly<Record<LockMode, number>> = {
  'key share': 0,
  share: 1,
  'no key update': 2,
  update: 3,
};

/** PostgreSQL's table of conflicts between row locks, which happens to be a sum. */
export function conflict(a: LockMode, b: LockMode): boolean {
  return STRENGTH[a] + STRENGTH[b] >= 3;
}

export type Attempt =
  | { readonly got: 'row' | 'own' | 'updated' | 'deleted' | 'skip' }
  | { readonly got: 'wait'; readonly wait: Wait };

/** Whether a version may be locked or written now. Takes nothing but a turn. @throws SqlError 55P03 */
export function attempt(ctx: Ctx, place: Place, mode: LockMode, toWrite: boolean): Attempt {
  const { w, txn, table } = ctx;
  const { ended, locks, row } = w.version(table, place);
  const others: Stamp[] = [];
  if (ended !== null && !w.undone(ended.by)) {
    if (ended.by.txn === txn) return { got: 'own' };
    const harmless = !toWrite && !conflict(ended.mode, mode);
    // A lock that lets such an update be takes the version as it was, though the update is committed.
    if (!w.pending(ended.by) && !harmless) return { got: ended.how === 'delete' ? 'deleted' : 'updated' };
    if (!harmless) others.push(ended.by);
  }
  const mine = locks.filter((l) => l.by.txn === txn && !w.undone(l.by));
  if (!toWrite && mine.some((l) => STRENGTH[l.mode] >= STRENGTH[mode])) return { got: 'row' };
  for (const { by, mode: held } of locks) {
    if (by.txn !== txn && w.pending(by) && conflict(held, mode)) others.push(by);
  }
  others.sort((a, b) => (w.txn(a.txn).xid ?? 0) - (w.txn(b.txn).xid ?? 0) || a.sub - b.sub);
  const [first] = others;
  if (first === undefined) return toWrite ? { got: 'row' } : newerVersions(ctx, place, mode);
  if (ctx.patience === 'skip locked') return { got: 'skip' };
  if (ctx.patience === 'nowait') throw unavailable(table);
  const name = { table, row };
  // Whoever holds the row already in some way does not queue: it would wait for those who wait for it.
  if (mine.length === 0 && !hasTurn(ctx, place)) {
    const turn = { table, place, mode };
    if (turnTaken(w, ctx.session, turn, ctx.since)) {
      return { got: 'wait', wait: { on: 'turn', ...turn, row: name } };
    }
    ctx.run.turn = turn;
    ctx.since = Number.POSITIVE_INFINITY;
  }
  return waitFor(first, name);
}

/**
 * Of a row that somebody is changing in a way that this lock lets be, the new versions are locked as well (heap_lock_updated_tuple):
 * what was done to those may be in the way after all.
 */
function newerVersions(ctx: Ctx, from: Place, mode: LockMode): Attempt {
  const { w, txn, table } = ctx;
  let { ended } = w.version(table, from);
  while (ended !== null && !w.undone(ended.by)) {
    const newer = w.version(table, ended.next);
    const change = newer.ended === null || w.undone(newer.ended.by) ? null : newer.ended;
    if (change !== null && change.by.txn !== txn && !w.pending(change.by) && conflict(change.mode, mode)) {
      return { got: change.how === 'delete' ? 'deleted' : 'updated' };
    }
    const stamps = [...(change === null ? [] : [change]), ...newer.locks];
    const other = stamps.find((s) => s.by.txn !== txn && w.pending(s.by) && conflict(s.mode, mode));
    if (other !== undefined) {
      if (ctx.patience === 'skip locked') return { got: 'skip' };
      if (ctx.patience === 'nowait') throw unavailable(table);
      return waitFor(other.by, { table, row: newer.row });
    }
    ({ ended } = newer);
  }
  return { got: 'row' };
}

function unavailable(table: string): SqlError {
  return new SqlError('55P03', `could not obtain lock on row in relation "${table}"`);
}

export function waitFor({ txn, sub }: Stamp, row: RowName | null): Extract<Attempt, { got: 'wait' }> {
  return { got: 'wait', wait: { on: 'transaction', txn, sub, row } };
}

function hasTurn({ run, table }: Ctx, place: Place): boolean {
  return run.turn !== null && run.turn.table === table && run.turn.place === place;
}

/** Sessions in whose favour a turn is not granted: they have it, or asked for it before `since`. */
export function turnTakers(
  w: Work,
  session: string,
  { table, place, mode }: { readonly table: string; readonly place: Place; readonly mode: LockMode },
  since: number,
): readonly string[] {
  return Object.values(w.db.sessions).flatMap(({ id, busy }) => {
    if (id === session || busy === null || busy.run.kind !== 'postgres') return [];
    const { turn } = busy.run;
    const has = turn !== null && turn.table === table && turn.place === place && conflict(turn.mode, mode);
    const { wait } = busy;
    const asks =
      wait.on === 'turn' && wait.table === table && wait.place === place && conflict(wait.mode, mode);
    return has || (asks && busy.since < since) ? [id] : [];
  });
}

function turnTaken(w: Work, session: string, turn: Parameters<typeof turnTakers>[2], since: number): boolean {
  return turnTakers(w, session, turn, since).length > 0;
}

/** A change counts as strong as the strongest lock that its transaction had on the version before. */
export function strongest({ w, txn, table }: Ctx, place: Place, mode: LockMode): LockMode {
  return w
    .version(table, place)
    .locks.filter((l) => l.by.txn === txn && !w.undone(l.by))
    .reduce((best, l) => (STRENGTH[l.mode] > STRENGTH[best] ? l.mode : best), mode);
}

/** Writes a lock on a version, and on those that are about to follow it. */
export function lock(ctx: Ctx, from: Place, mode: LockMode): void {
  const { w, table } = ctx;
  let place: Place | null = from;
  while (place !== null) {
    lockVersion(ctx, place, mode);
    const { ended }: Version = w.version(table, place);
    place = ended !== null && !w.undone(ended.by) ? ended.next : null;
  }
}

function lockVersion(ctx: Ctx, place: Place, mode: LockMode): void {
  const { w, txn, table, run } = ctx;
  const { locks } = w.version(table, place);
  const { sub } = w.txn(txn);
  if (locks.some((l) => l.by.txn === txn && !w.undone(l.by) && STRENGTH[l.mode] >= STRENGTH[mode])) return;
  const kept = locks.filter((l) => w.pending(l.by) && !(l.by.txn === txn && l.by.sub === sub));
  w.setVersion(table, place, { locks: [...kept, { by: { txn, sub, statement: run.statement }, mode }] });
}

/**
 * Locks the newest version of a row of which a version is out of date, waiting for whoever is about to change it
 * (heapam_tuple_lock). `run.newest` follows it. Only below repeatable read.
 */
export function lockNewest(ctx: Ctx, mode: LockMode): Attempt {
  const { w, txn, table, run } = ctx;
  for (;;) {
    const place = run.newest as Place;
    const { values, ended, row } = w.version(table, place);
    if (values === null) return { got: 'deleted' };
    if (ended !== null && !w.undone(ended.by)) {
      if (ended.by.txn !== txn && w.pending(ended.by)) {
        if (ctx.patience === 'skip locked') return { got: 'skip' };
        if (ctx.patience === 'nowait') throw unavailable(table);
        return waitFor(ended.by, { table, row });
      }
      run.newest = ended.next;
      continue;
    }
    const tried = attempt(ctx, place, mode, false);
    if (tried.got === 'row') lock(ctx, place, mode);
    if (tried.got !== 'wait') run.turn = null;
    return tried;
  }
}
