/** Locks on rows and on conditions: who is in whose way. */
import { SqlError } from '../errors.ts';
import type { Expr } from '../sql/ast.ts';
import { ANY_NAME, bindCondition } from '../sql/bind.ts';
import type { Claim, HeldLock, RowId } from '../state.ts';
import { scopeOf } from '../tables.ts';
import { compareRows, type Row } from '../values.ts';
import type { Work } from '../work.ts';

export function rowClaim(
  table: string,
  row: RowId,
  mode: 'shared' | 'exclusive',
  images: readonly (Row | null)[],
): Claim {
  return { mode, target: { of: 'row', table, row, images: images.filter((i) => i !== null) } };
}

export function conditionClaim(table: string, where: Expr | null): Claim {
  return { mode: 'shared', target: { of: 'condition', table, where } };
}

/** Whether contents meet a condition; where it cannot be computed, they might. */
export function meets(w: Work, table: string, where: Expr | null, row: Row): boolean {
  const found = w.table(table);
  try {
    return bindCondition(where, scopeOf(found, ANY_NAME))(row);
  } catch (error) {
    if (error instanceof SqlError) return true;
    throw error;
  }
}

export function conflicting(w: Work, a: Claim, b: Claim): boolean {
  if (a.target.table !== b.target.table) return false;
  if (a.target.of === 'gap') return b.target.of === 'place' && within(b.target.key, a.target);
  if (b.target.of === 'gap') return a.target.of === 'place' && within(a.target.key, b.target);
  if (a.mode === 'shared' && b.mode === 'shared') return false;
  const { table } = a.target;
  if (a.target.of === 'row' && b.target.of === 'row') return a.target.row === b.target.row;
  const [condition, row] = a.target.of === 'condition' ? [a.target, b.target] : [b.target, a.target];
  if (condition.of !== 'condition' || row.of !== 'row') return false;
  // A write is in the way of a condition if the row meets it before or after.
  return row.images.some((image) => meets(w, table, condition.where, image));
}

function within(
  key: Row,
  { after, before }: { readonly after: Row | null; readonly before: Row | null },
): boolean {
  return (after === null || compareRows(after, key) < 0) && (before === null || compareRows(key, before) < 0);
}

/** Sessions that hold what is in the way of these claims, or that wait with such a claim and came first. */
export function inTheWay(
  w: Work,
  session: string,
  txn: number,
  claims: readonly Claim[],
  since: number,
  upgrades = true,
): readonly string[] {
  const holders = w.db.locks
    .filter((held) => held.txn !== txn && claims.some((c) => conflicting(w, held, c)))
    .map((held) => w.txn(held.txn).session);
  // Who holds a row already and wants more of it does not queue behind those who wait for it.
  const fresh = claims.filter(
    (c) => !upgrades || !w.db.locks.some((held) => held.txn === txn && sameRow(held, c)),
  );
  const own = upgrades ? w.db.locks.filter((held) => held.txn === txn) : [];
  const first = Object.values(w.db.sessions).flatMap(({ id, busy }) => {
    if (id === session || busy === null || busy.since >= since || busy.wait.on !== 'locks') return [];
    const { claims: theirs } = busy.wait;
    // Nor, in searching for it, behind whoever waits for what it holds.
    if (theirs.some((t) => own.some((held) => conflicting(w, held, t)))) return [];
    return theirs.some((t) => t.target.of !== 'place' && fresh.some((c) => conflicting(w, t, c))) ? [id] : [];
  });
  return [...new Set([...holders, ...first])];
}

function sameRow(held: HeldLock, { target }: Claim): boolean {
  return (
    held.target.of === 'row' &&
    target.of === 'row' &&
    held.target.table === target.table &&
    held.target.row === target.row
  );
}

export function grant(w: Work, txn: number, claims: readonly Claim[]): void {
  const fresh = claims.filter(
    (c) =>
      !w.db.locks.some((held) => held.txn === txn && JSON.stringify({ ...c, txn }) === JSON.stringify(held)),
  );
  if (fresh.length > 0)
    w.set({ locks: [...w.db.locks, ...fresh.map(({ mode, target }) => ({ mode, target, txn }))] });
}

export function releaseAll(w: Work, txn: number): void {
  w.set({ locks: w.db.locks.filter((held) => held.txn !== txn) });
}
