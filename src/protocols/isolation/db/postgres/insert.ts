/** Insert. */
import type { Insert } from '../sql/ast.ts';
import type { Place, RowId, Wait } from '../state.ts';
import { keyOf, nameOf, rowsOf } from '../tables.ts';
import type { Row } from '../values.ts';
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

/** That nobody has its keys was a question too. */
function ask({ w, run, table }: Ctx, placed: Place): void {
  const { versions, keys } = w.table(table);
  const { values, row, replaces } = w.version(table, placed);
  const looked = versions.findIndex((v) => v.number === replaces && v.row === row);
  keys.forEach((key, i) => {
    const wanted = keyOf(key, values as Row);
    if (wanted.includes(null)) return;
    const question = { what: 'key' as const, values: values as Row, key: i };
    run.did = [...run.did, { ...question, looked: looked < 0 ? null : looked }];
  });
}
