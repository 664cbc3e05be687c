/** Update and delete. */
import type { Delete, LockMode, Update } from '../sql/ast.ts';
import { bindCondition } from '../sql/bind.ts';
import type { Place, Table, Wait } from '../state.ts';
import { keyOf, nameOf, scopeOf, updaterOf } from '../tables.ts';
import { compareRows, type Row } from '../values.ts';
import { changedSince, recheck, yielded } from './newest.ts';
import { attempt, type Ctx, lockNewest, strongest } from './rowlock.ts';
import { conflictIn } from './ssi-write.ts';
import { place as placeKeys } from './unique.ts';

/** Goes on with the statement until it is done or must wait. */
export function advanceWrite(ctx: Ctx, statement: Update | Delete): Wait | null {
  const { w, run } = ctx;
  const table = w.table(ctx.table);
  const meets = bindCondition(statement.where, scopeOf(table, statement.alias ?? table.name));
  const update = statement.kind === 'update' ? updaterOf(table, statement) : null;
  while (run.at < run.todo.length) {
    const had = run.turn !== null;
    const wait = visit(ctx, statement, meets, update);
    if (wait !== null) return wait;
    const gaveWay = yielded(ctx, had);
    run.at += 1;
    run.newest = null;
    run.following = false;
    run.placed = null;
    run.turn = null;
    if (gaveWay !== null) return gaveWay;
  }
  return null;
}

function visit(
  ctx: Ctx,
  statement: Update | Delete,
  meets: (row: Row) => boolean,
  update: ((row: Row) => Row) | null,
): Wait | null {
  const { w, run } = ctx;
  if (run.placed !== null) return placed(ctx, run.placed);
  for (;;) {
    if (run.following) {
      const locked = lockNewest(ctx, triedMode(ctx, update));
      if (locked.got === 'wait') return locked.wait;
      recheck(ctx);
      if (locked.got !== 'row') return null;
      run.following = false;
    }
    const place = run.newest ?? (run.todo[run.at] as Place);
    const old = w.version(ctx.table, place).values as Row;
    // PostgreSQL's re-check after waiting (EvalPlanQual): the newest version has to meet the condition too, and is what is computed from.
    const stale = run.newest !== null && w.db.broken.includes('noEPQ');
    const used = stale ? (w.version(ctx.table, run.todo[run.at] as Place).values as Row) : old;
    if (!meets(used)) return null;
    const values = update?.(used) ?? null;
    const mode = values !== null && !keyChanged(w.table(ctx.table), old, values) ? 'no key update' : 'update';
    const tried = attempt(ctx, place, mode, true);
    switch (tried.got) {
      case 'wait':
        return tried.wait;
      case 'row':
        return write(ctx, statement, place, values, mode);
      case 'own':
      case 'skip':
        return null;
      default: {
        if (changedSince(ctx, place, tried.got)) return null;
        const wait = yielded(ctx, run.turn !== null);
        run.turn = null;
        if (wait !== null) return wait;
      }
    }
  }
}

/** The newest version is locked as the one would have been that is out of date: whether a key changes is seen by what the update makes of that. */
function triedMode({ w, run, table }: Ctx, update: ((row: Row) => Row) | null): LockMode {
  const old = w.version(table, run.todo[run.at] as Place).values as Row;
  return update !== null && !keyChanged(w.table(table), old, update(old)) ? 'no key update' : 'update';
}

function keyChanged(table: Table, old: Row, values: Row): boolean {
  return table.keys.some((key) => compareRows(keyOf(key, old), keyOf(key, values)) !== 0);
}

function write(
  ctx: Ctx,
  statement: Update | Delete,
  old: Place,
  values: Row | null,
  least: LockMode,
): Wait | null {
  const { w, run, txn } = ctx;
  run.turn = null;
  const mode = strongest(ctx, old, least);
  conflictIn(ctx, old, values);
  const table = w.table(ctx.table);
  const version = w.version(ctx.table, old);
  const born = { txn, sub: w.txn(txn).sub, statement: run.statement };
  const row = values === null ? version.row : (nameOf(table, values) ?? version.row);
  const moved = row !== version.row;
  if (statement.kind === 'update' && usesColumns(statement))
    run.did = [...run.did, { what: 'read', place: usedPlace(ctx, old) }];
  if (values === null || moved) {
    const dead = w.addVersion(ctx.table, {
      row: version.row,
      values: null,
      born,
      replaces: version.number,
      indexed: true,
    });
    run.did = [...run.did, { what: 'write', op: 'delete', place: dead }];
    if (values === null) {
      w.setVersion(ctx.table, old, { ended: { by: born, how: 'delete', mode, next: dead } });
      run.count += 1;
      return null;
    }
  }
  const indexed = least === 'no key update';
  const replaces = moved ? null : version.number;
  const root = indexed ? version.root : undefined;
  const next = w.addVersion(ctx.table, { row, values, born, replaces, indexed }, root);
  // Whoever holds the row in a way that lets this be holds it still.
  const locks = version.locks.filter((l) => l.by.txn !== txn && w.pending(l.by));
  if (locks.length > 0) w.setVersion(ctx.table, next, { locks });
  w.setVersion(ctx.table, old, { ended: { by: born, how: 'update', mode, next } });
  run.did = [...run.did, { what: 'write', op: moved ? 'insert' : 'update', place: next }];
  if (!indexed) return placed(ctx, next);
  run.count += 1;
  return null;
}

/** The new version of a row whose key has changed. */
function placed(ctx: Ctx, next: Place): Wait | null {
  ctx.run.placed = next;
  const tried = placeKeys(ctx, next);
  if (tried.got === 'wait') return tried.wait;
  ctx.run.count += 1;
  return null;
}

/** What it was computed from: what it replaces, unless that rule is broken. */
function usedPlace({ w, run }: Ctx, old: Place): Place {
  return w.db.broken.includes('noEPQ') ? (run.todo[run.at] as Place) : old;
}

function usesColumns(statement: Update): boolean {
  return statement.sets.some(({ value }) => JSON.stringify(value).includes('"e":"column"'));
}
