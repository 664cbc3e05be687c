/** Corners in which InnoDB (MariaDB 10.11) was asked, and did what is written here: its locks. */
import { describe, expect, test } from 'vitest';
import { play } from './play.ts';
import { ran, SETUP } from './ran.test-data.ts';

describe('InnoDB', () => {
  test('rolling back to a savepoint from before the first statement gives all locks back; to a later one, none', () => {
    const wait = (first: string, second: string) =>
      ran('mysql', 'read committed', [
        'T1 begin',
        `T1 ${first}`,
        `T1 ${second}`,
        'T1 update test set value = 11 where id = 1',
        'T1 rollback to s',
        'T2 update test set value = 12 where id = 1',
        'T1 rollback',
      ]);
    expect(wait('savepoint s', 'select 1').ends[5]).toBe(1);
    expect(wait('savepoint s', 'select 1').final?.[0]).toEqual([1, 12]);
    expect(wait('select * from test', 'savepoint s').ends[5]).toBe('6: 1');
  });

  test('an insert that found its key taken keeps its shared lock, though a later scan lets the row go again', () => {
    const { ends } = ran('mysql', 'read committed', [
      'T1 begin',
      'T1 insert into test values (2, 10)',
      'T1 update test set value = 13 where value = 0',
      'T2 update test set value = 10 where id = 2',
      'T1 commit',
    ]);
    expect(ends).toEqual([0, '23000', 0, '4: 1', 0]);
  });

  test('the key alone is locked then, not the gap before it', () => {
    const { ends } = ran('mysql', 'repeatable read', [
      'T3 insert into test values (5, 50)',
      'T1 begin',
      'T1 insert into test values (5, 10)',
      'T2 insert into test values (4, 40)',
      'T2 update test set value = 1 where id = 5',
      'T1 commit',
    ]);
    expect(ends.slice(2)).toEqual(['23000', 1, '5: 1', 0]);
  });

  test('a select by a whole key keeps its row, whatever else is asked; an update gives it back', () => {
    const held = (sql: string) =>
      ran('mysql', 'read committed', [
        'T1 begin',
        `T1 ${sql}`,
        'T2 update test set value = 0 where id = 2',
        'T1 commit',
      ]).ends[2];
    expect(held('select * from test where id = 2 and value > 50 for update')).toBe('3: 1');
    expect(held('select * from test where id in (1, 2) and value > 50 for update')).toBe(1);
    expect(held('update test set value = 1 where id = 2 and value > 50')).toBe(1);
  });

  test('at read committed a locking select comes as far as the row after its range, an update does not', () => {
    const met = (sql: string) =>
      ran('mysql', 'read committed', [
        'T1 begin',
        'T1 update test set value = 1 where id = 2',
        `T2 ${sql}`,
        'T1 commit',
      ]).ends[2];
    expect(met('select * from test where id < 2 for share')).toBe('3: [[1,10]]');
    expect(met('update test set value = 5 where id < 2')).toBe(1);
  });

  test('ORDER BY the key, the last first, locks the last first', () => {
    const { ends } = ran('mysql', 'read committed', [
      'T1 begin',
      'T1 update test set value = 1 where id = 2',
      'T2 begin',
      'T2 select * from test order by id desc for update',
      'T1 update test set value = 2 where id = 1',
      'T1 commit',
    ]);
    // From the first on it would have held row 1 by then, and somebody would have had to go.
    expect(ends).toEqual([0, 1, 0, '5: [[2,1],[1,2]]', 1, 0]);
  });

  test.each([
    ['', 0, '5: [[1,10],[2,1]]'],
    [' order by id desc', 3, '5: [[2,1],[1,10]]'],
  ])('what is put in behind a scan that waits is not seen by it%s', (order, id, seen) => {
    const { ends } = ran('mysql', 'read committed', [
      'T1 begin',
      'T1 update test set value = 1 where id = 2',
      `T1 update test set value = 10 where id = ${order === '' ? 1 : 2} and value > 5`,
      `T2 select * from test${order} for share`,
      `T3 insert into test values (${id}, 0)`,
      'T1 commit',
    ]);
    expect(ends.slice(3)).toEqual([seen, 1, 0]);
  });

  test('downwards the gap above the range and the row below it are locked', () => {
    const setup = [SETUP[0] as string, 'insert into test values (1, 10), (3, 30), (5, 50), (7, 70)'];
    const { ends } = ran(
      'mysql',
      'repeatable read',
      [
        'T1 begin',
        'T1 select id from test where id >= 3 and id <= 5 order by id desc for update',
        'T2 insert into test values (8, 80)',
        'T2 update test set value = 0 where id = 7',
        'T2 insert into test values (6, 60)',
        'T3 insert into test values (0, 0)',
        'T1 commit',
      ],
      setup,
    );
    expect(ends).toEqual([0, '[[5],[3]]', 1, 1, '6: 1', '6: 1', 0]);
  });

  test('who waits for a next-key lock keeps inserts out of the gap already', () => {
    const { ends } = ran('mysql', 'repeatable read', [
      'T1 begin',
      'T1 insert into test values (5, 50)',
      'T2 begin',
      'T2 select * from test where value > 0 for update',
      'T1 insert into test values (4, 40)',
      'T1 commit',
    ]);
    // A circle: the lighter of the two goes.
    expect(ends).toEqual([0, 1, 0, '4: 40001', 1, 0]);
  });

  test('a unique key besides the primary one is refused: its locks are not there', () => {
    const sql = 'create table more (id int primary key, name text unique)';
    const message = 'a UNIQUE key besides the primary key on InnoDB is not supported here';
    expect(play({ engine: 'mysql', level: 'read committed' }, [sql], [])).toMatchObject({ at: 0, message });
    expect(ran('mysql', 'read committed', [`T1 ${sql}`]).ends).toEqual(['0A000']);
  });

  test('a circle that closes when whoever was waited for first has gone is found then', () => {
    const { ends } = ran('mysql', 'read committed', [
      'T1 begin',
      'T2 begin',
      'T3 begin',
      'T1 select value from test where id = 1 for share',
      'T2 select value from test where id = 1 for share',
      'T3 update test set value = 21 where id = 2',
      'T3 update test set value = 11 where id = 1',
      'T2 update test set value = 22 where id = 2',
      'T1 commit',
    ]);
    expect(ends.slice(6)).toEqual(['8: 1', '8: 40001', 0]);
  });
});
