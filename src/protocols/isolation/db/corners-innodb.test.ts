/** Corners in which InnoDB (MariaDB 10.11) was asked, and did what is written here: transactions and statements. */
import { describe, expect, test } from 'vitest';
import { judged, ran, SETUP } from './ran.test-data.ts';
import type { EngineId } from './state.ts';

describe('InnoDB', () => {
  test.each(['selec', 'rollback to nowhere', 'release savepoint nowhere', 'select * from nosuch'])(
    'a statement that fails takes nothing of the one before it: %s',
    (wrong) => {
      const { ends, final } = ran('mysql', 'read committed', [
        'T1 begin',
        'T1 update test set value = 11 where id = 1',
        `T1 ${wrong}`,
        'T1 commit',
      ]);
      expect(ends[2]).toMatch(/^42/);
      expect(final).toEqual([
        [1, 11],
        [2, 20],
      ]);
    },
  );

  test('savepoints without a transaction, and COMMIT AND CHAIN without one', () => {
    const { ends, final } = ran('mysql', 'read committed', [
      'T1 savepoint s',
      'T1 rollback to s',
      'T1 commit and chain',
      'T1 update test set value = 11 where id = 1',
      'T1 rollback',
    ]);
    expect(ends).toEqual([0, '42000', 0, 1, 0]);
    expect(final?.[0]).toEqual([1, 10]);
  });

  test('so it gives back the read view, and a savepoint set then is as good', () => {
    const { ends } = ran('mysql', 'repeatable read', [
      'T1 begin',
      'T1 savepoint s',
      'T1 select value from test where id = 1',
      'T2 update test set value = 99 where id = 1',
      'T1 rollback to s',
      'T1 savepoint t',
      'T1 select value from test where id = 1',
      'T2 update test set value = 100 where id = 1',
      'T1 rollback to t',
      'T1 select value from test where id = 1',
    ]);
    expect([ends[2], ends[6], ends[9]]).toEqual(['[[10]]', '[[99]]', '[[100]]']);
  });

  test('what was read before such a rollback is no part of what comes after it', () => {
    const steps = [
      'T1 begin',
      'T1 savepoint s',
      'T1 select value from test where id = 1',
      'T1 rollback to s',
      'T2 update test set value = 99 where id = 1',
      'T1 update test set value = 7 where id = 1',
      'T1 commit',
    ];
    expect(judged('mysql', 'serializable', steps)).toMatchObject({
      ok: true,
      judgement: { serializable: true },
    });
  });

  test('a row that a transaction takes out, puts in anew and deletes is its own each time', () => {
    const setup = [SETUP[0] as string, 'insert into test values (2, 20), (3, 30)'];
    const steps = [
      'T1 begin',
      'T1 update test set id = 4 where id = 3',
      'T1 update test set id = 3 where id = 2',
      'T1 delete from test',
      'T1 commit',
    ];
    expect(judged('mysql', 'serializable', steps, setup)).toMatchObject({
      ok: true,
      judgement: { anomalies: [] },
    });
  });

  test('making a table commits what was under way', () => {
    const { final } = ran('mysql', 'read committed', [
      'T1 begin',
      'T1 update test set value = 11 where id = 1',
      'T1 create table more (id int primary key)',
      'T1 rollback',
    ]);
    expect(final?.[0]).toEqual([1, 11]);
  });

  test('SET TRANSACTION is for the next transaction, and for that alone', () => {
    const { ends } = ran('mysql', 'read committed', [
      'T1 set transaction isolation level repeatable read',
      'T1 set transaction read only',
      'T1 begin',
      'T1 select value from test where id = 1',
      'T2 update test set value = 99 where id = 1',
      'T1 select value from test where id = 1',
      'T1 update test set value = 1',
      'T1 set transaction isolation level serializable',
      'T1 commit',
      'T1 begin',
      'T1 select value from test where id = 1',
      'T2 update test set value = 100 where id = 1',
      'T1 select value from test where id = 1',
    ]);
    expect(ends.slice(5, 8)).toEqual(['[[10]]', '25006', '25001']);
    expect(ends.slice(10)).toEqual(['[[99]]', 1, '[[100]]']);
  });

  test('a savepoint takes the place of another of its name', () => {
    const { ends } = ran('mysql', 'read committed', [
      'T1 begin',
      'T1 savepoint s',
      'T1 update test set value = 1 where id = 1',
      'T1 savepoint s',
      'T1 release savepoint s',
      'T1 rollback to s',
    ]);
    expect(ends).toEqual([0, 0, 1, 0, 0, '42000']);
  });

  test('an assignment of an update sees what those before it did; in PostgreSQL none does', () => {
    const sql = ['T1 update test set id = 7, value = id where id = 2'];
    expect(ran('mysql', 'read committed', sql).final?.[1]).toEqual([7, 7]);
    expect(ran('postgres', 'read committed', sql).final?.[1]).toEqual([7, 2]);
  });

  test('null is less than any value, and more in PostgreSQL', () => {
    const order = (engine: EngineId, desc: string) =>
      ran(engine, 'read committed', [
        'T1 update test set value = null where id = 1',
        `T1 select id from test order by value${desc}`,
      ]).ends[1];
    expect([order('mysql', ''), order('mysql', ' desc')]).toEqual(['[[1],[2]]', '[[2],[1]]']);
    expect([order('postgres', ''), order('postgres', ' desc')]).toEqual(['[[2],[1]]', '[[1],[2]]']);
  });
});
