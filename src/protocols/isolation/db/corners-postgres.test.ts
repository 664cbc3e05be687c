/** Corners in which PostgreSQL 15 was asked, and did what is written here. */
import { describe, expect, test } from 'vitest';
import { ran } from './ran.test-data.ts';
import type { Level } from './state.ts';

describe('PostgreSQL', () => {
  test('COMMIT AND CHAIN after a failure begins with the session’s own modes', () => {
    const { ends } = ran('postgres', 'read committed', [
      'T1 begin isolation level repeatable read, read only',
      'T1 select 1 / 0',
      'T1 commit and chain',
      'T1 select value from test where id = 1',
      'T2 update test set value = 99 where id = 1',
      'T1 select value from test where id = 1',
      'T1 update test set value = 1 where id = 1',
    ]);
    expect(ends).toEqual([0, '22012', 0, '[[10]]', 1, '[[99]]', 1]);
  });

  test('after a failure under a savepoint, and after none, it keeps the modes', () => {
    const { ends } = ran('postgres', 'read committed', [
      'T1 begin isolation level repeatable read, read only',
      'T1 savepoint s',
      'T1 select 1 / 0',
      'T1 commit and chain',
      'T1 update test set value = 1 where id = 1',
      'T1 rollback and chain',
      'T1 select value from test where id = 1',
      'T2 update test set value = 99 where id = 1',
      'T1 select value from test where id = 1',
    ]);
    // The failure at 4 is not under a savepoint: from 5 on the modes are the session's own.
    expect(ends).toEqual([0, 0, '22012', 0, '25006', 0, '[[10]]', 1, '[[99]]']);
  });

  test('an update after a stronger lock of one’s own keeps others out as that lock did', () => {
    const met = (level: Level) =>
      ran('postgres', level, [
        'T1 begin',
        'T2 begin',
        'T2 select id from test',
        'T1 update test set value = 11 where id = 1',
        'T1 select id from test where id = 1 for update',
        'T1 update test set value = 12 where id = 1',
        'T2 select value from test where id = 1 for key share',
        'T1 commit',
      ]).ends[6];
    expect(met('read committed')).toBe('7: [[12]]');
    expect(met('repeatable read')).toBe('7: 40001');
  });

  test.each([
    ['id = 1, value = 12', '6: 1'],
    ['id = 5', '7: 1'],
  ])('an update that waited locks the newest version by what it does to the key: set %s', (sets, end) => {
    const { ends } = ran('postgres', 'read committed', [
      'T1 begin',
      'T2 begin',
      'T3 begin',
      'T3 select id from test where id = 1 for key share',
      'T1 update test set value = 11 where id = 1',
      `T2 update test set ${sets} where id = 1`,
      'T1 commit',
      'T3 commit',
    ]);
    expect(ends[5]).toBe(end);
  });

  test('of a unique column any number may be null', () => {
    const setup = [
      'create table test (id int primary key, value int unique)',
      'insert into test values (1, 10)',
    ];
    const { ends } = ran(
      'postgres',
      'read committed',
      ['T1 begin', 'T1 insert into test values (2, null)', 'T2 insert into test values (3, null), (4, null)'],
      setup,
    );
    expect(ends).toEqual([0, 1, 2]);
  });

  test.each([
    ['insert into test values (1, 2, 3)', '42601'],
    ['update test set nope = 1', '42703'],
    ['select * from test where nope = 1 for update', '42703'],
    ["delete from test where id = 'a'", '22P02'],
    ['delete from test', '25006'],
  ])('what is wrong with a statement comes before that nothing may be written: %s', (sql, code) => {
    expect(ran('postgres', 'read committed', ['T1 begin read only', `T1 ${sql}`]).ends[1]).toBe(code);
  });

  test.each([
    ['release s', 1],
    ['savepoint t', '6: 1'],
  ])('a failure takes back what is under the last savepoint, or all where none is left: %s', (then, end) => {
    const { ends } = ran('postgres', 'read committed', [
      'T1 begin',
      'T1 update test set value = 11 where id = 1',
      'T1 savepoint s',
      `T1 ${then}`,
      'T1 select 1 / 0',
      'T2 update test set value = 12 where id = 1',
      'T1 rollback',
    ]);
    expect(ends[5]).toBe(end);
  });
});
