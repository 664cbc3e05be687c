/** Insert. */
import type { Insert } from '../sql/ast.ts';
import type { Place, RowId, Version, Wait } from '../state.ts';
import { keyOf, nameOf, rowsOf } from '../tables.ts';
import type { Row } from '../values.ts';
import type { Work } from '../work.ts';
import type { Ctx } from './rowlock.ts';
import { conflictIn } from './ssi-write.ts';
import { place } from './unique.ts';

export function advanceInsert(ctx: Ctx, statement: Insert): Wait | null {
  const { w, run, txn } = ctx;
  const table = w.table(ctx.table);
  const rows = rowsOf(table, statement);
  while (run.at < rows.length) {
    if (run.placed === null) {
      const values = (rows[run.at] as () => Row)();
      conflictIn(ctx, null, values);
      const row: RowId = nameOf(table, values) ?? `#${w.next('rows')}`;
      const born = { txn, sub: w.txn(txn).sub, statement: run.statement };
      run.placed = w.addVersion(ctx.table, { row, values, born, replaces: null, indexed: false });
    }
    const placed: Place = run.placed;
    const tried = place(ctx, placed);
    if (tried.got === 'wait') return tried.wait;
    ask(ctx, placed);
    run.did = [...run.did, { what: 'write', op: 'insert', place: placed }];
    run.placed = null;
    run.count += 1;
    run.at += 1;
  }
  return null;
}

/** That nobody has its keys was a question too. A primary key can be nobody's but the row's; another key, anybody's. */
function ask({ w, run, table, txn }: Ctx, placed: Place): void {
  const { versions, keys } = w.table(table);
  const { values, row, replaces } = w.version(table, placed);
  const own = versions.findIndex((v) => v.number === replaces && v.row === row);
  keys.forEach((key, i) => {
    const wanted = keyOf(key, values as Row);
    if (wanted.includes(null)) return;
    const looked = !key.primary ? [...standing(w, txn, table, placed).values()] : own < 0 ? [] : [own];
    run.did = [...run.did, { what: 'key', values: values as Row, key: i, looked }];
  });
}

/** Of each row its last version that is committed, or the transaction's own: what a look at an index comes to. */
function standing(w: Work, txn: number, table: string, but: Place): ReadonlyMap<RowId, Place> {
  const { versions } = w.table(table);
  const last = new Map<RowId, Place>();
  for (const [place, { row, born, indexed, number }] of versions.entries()) {
    if (place === but || !indexed || w.undone(born) || (born.txn !== txn && w.pending(born))) continue;
    const best = last.get(row);
    if (best === undefined || (versions[best] as Version).number < number) last.set(row, place);
  }
  return last;
}
