import { describe, expect, it } from 'vitest';
import { prepare } from './db/database.ts';
import { execute } from './db/execute.ts';
import { type Db, ENGINES, LEVELS } from './db/state.ts';
import { primaryOf } from './db/tables.ts';
import { readersOf, seenBy, tablesOf } from './view-versions.ts';

/** A small generator of its own: the same schedules in every run. */
function chance(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

const STATEMENTS = [
  'select * from test',
  'select * from test where id = 1',
  'update test set value = value + 1 where id = 1',
  'update test set value = value * 2',
  'update test set value = 7 where id = 2',
  'delete from test where id = 2',
  'insert into test values (3, 30)',
  'insert into test values (2, 21)',
  'savepoint s',
  'rollback to s',
  'commit',
  'rollback',
];

describe.each(ENGINES)('what sessions are drawn to see (%s)', (engine) => {
  it.each(LEVELS)('is what a select would give them then (%s)', (level) => {
    let compared = 0;
    let waits = 0;
    for (let seed = 1; seed <= 14; seed++) {
      const next = chance(seed);
      const prepared = prepare({ engine, level }, [
        'create table test (id int primary key, value int)',
        'insert into test values (1, 10), (2, 20)',
      ]);
      if (!prepared.ok) throw new Error(prepared.message);
      let { db }: { db: Db } = prepared;
      for (let turn = 0; turn < 24; turn++) {
        const session = `T${1 + next(3)}`;
        const open = db.sessions[session]?.txn ?? null;
        const sql = open === null ? 'begin' : (STATEMENTS[next(STATEMENTS.length)] as string);
        db = execute(db, session, sql).db;
        for (const txn of readersOf(db)) {
          if (db.sessions[txn.session]?.busy !== null) continue;
          const table = db.tables.test;
          if (table === undefined) continue;
          const { outcome, released } = execute(db, txn.session, 'select * from test');
          // It had to wait, and another was sent back so that it need not.
          if (released.length > 0) continue;
          const [shown] = tablesOf({ db, history: [], waits: {} });
          const waiting = shown?.rows.some((row) => row.waiting.includes(txn.session));
          if ('blocked' in outcome) {
            waits++;
            // Gaps and conditions may be in the way too, but a row that is drawn so always is.
            continue;
          }
          if (!('rows' in outcome)) continue;
          expect(waiting).toBe(false);
          const seen = seenBy(db, table, txn);
          const key = primaryOf(table)?.columns[0] ?? 0;
          const rows = table.versions
            .filter(({ number }) => seen.has(number))
            .map(({ values }) => values ?? [])
            .sort((a, b) => Number(a[key]) - Number(b[key]));
          expect(rows, `${engine} ${level}, seed ${seed}, turn ${turn}, ${txn.session}`).toEqual(
            outcome.rows,
          );
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(100);
    const locking =
      engine === '2pl' ? level !== 'read uncommitted' : engine === 'mysql' && level === 'serializable';
    expect(waits > 0).toBe(locking);
  });
});

it('without marks nothing is told of what anybody would read, and the rows are the same', () => {
  const prepared = prepare({ engine: '2pl', level: 'read committed' }, [
    'create table test (id int primary key, value int)',
    'insert into test values (1, 10), (2, 20)',
  ]);
  if (!prepared.ok) throw new Error(prepared.message);
  let { db }: { db: Db } = prepared;
  for (const [session, sql] of [
    ['T1', 'begin'],
    ['T1', 'update test set value = 11 where id = 1'],
    ['T2', 'begin'],
  ] as const)
    db = execute(db, session, sql).db;
  const marks = (marked: boolean) =>
    tablesOf({ db, history: [], waits: {} }, marked).flatMap(({ rows }) =>
      rows.flatMap(({ versions, waiting }) => [...waiting, ...versions.flatMap(({ seenBy }) => seenBy)]),
    );
  expect(marks(true)).toContain('T2');
  expect(marks(false)).toEqual([]);
});
