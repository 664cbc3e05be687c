/** Select, with and without locks on what it finds. */
import { unsupported } from '../errors.ts';
import type { Select } from '../sql/ast.ts';
import { bindCondition } from '../sql/bind.ts';
import type { Place, Wait } from '../state.ts';
import { scopeOf } from '../tables.ts';
import type { Row } from '../values.ts';
import { changedSince, recheck, yielded } from './newest.ts';
import { attempt, type Ctx, lock, lockNewest } from './rowlock.ts';

export function advanceSelect(ctx: Ctx, statement: Select): Wait | null {
  const { w, run } = ctx;
  const table = w.table(ctx.table);
  const meets = bindCondition(statement.where, scopeOf(table, statement.alias ?? table.name));
  while (run.at < run.todo.length) {
    const had = run.turn !== null;
    const wait = statement.lock === null ? look(ctx, meets) : lockAndLook(ctx, statement, meets);
    if (wait !== null) return wait;
    const gaveWay = yielded(ctx, had);
    run.at += 1;
    run.newest = null;
    run.following = false;
    run.turn = null;
    if (gaveWay !== null) return gaveWay;
  }
  return null;
}

function look({ w, run, table }: Ctx, meets: (row: Row) => boolean): null {
  const place = run.todo[run.at] as Place;
  if (meets(w.version(table, place).values as Row)) find(run, place);
  return null;
}

function lockAndLook(ctx: Ctx, statement: Select, meets: (row: Row) => boolean): Wait | null {
  const { w, run } = ctx;
  if (statement.lock === null) throw unsupported('a lock of no kind');
  for (;;) {
    if (run.following) {
      const locked = lockNewest(ctx, statement.lock);
      if (locked.got === 'wait') return locked.wait;
      recheck(ctx);
      const newest = run.newest as Place;
      if (locked.got === 'row' && meets(w.version(ctx.table, newest).values as Row)) find(run, newest);
      return null;
    }
    const place = run.todo[run.at] as Place;
    if (!meets(w.version(ctx.table, place).values as Row)) return null;
    const tried = attempt(ctx, place, statement.lock, false);
    switch (tried.got) {
      case 'wait':
        return tried.wait;
      case 'row':
        lock(ctx, place, statement.lock);
        find(run, place);
        return null;
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

function find(run: Ctx['run'], place: Place): void {
  run.found = [...run.found, place];
  run.did = [...run.did, { what: 'read', place }];
}
