/** Corners of the other engines, and of keys besides the primary one. */
import { describe, expect, test } from 'vitest';
import { judged, ran } from './ran.test-data.ts';
import type { EngineId } from './state.ts';

test('without control, what was taken back by a savepoint is not taken back again by the end', () => {
  const { final } = ran('none', 'read committed', [
    'T1 begin',
    'T1 savepoint s',
    'T1 update test set value = 11 where id = 1',
    'T1 rollback to s',
    'T2 update test set value = 12 where id = 1',
    'T1 rollback',
  ]);
  expect(final?.[0]).toEqual([1, 12]);
});

describe('unique columns that are not the primary key', () => {
  const setup = [
    'create table test (id int primary key, name text unique)',
    "insert into test values (1, 'a'), (2, 'b')",
  ];
  const engines: readonly EngineId[] = ['postgres', '2pl', 'occ', 'none'];

  test.each(engines)('the judge follows what is put in and taken out: %s', (engine) => {
    const steps = [
      'T1 begin',
      'T1 update test set id = id + 10',
      'T1 delete from test where id = 12',
      "T2 insert into test values (3, 'c')",
      "T1 insert into test values (2, 'b'), (4, 'd')",
      'T1 commit',
      "T2 insert into test values (5, 'a')",
    ];
    expect(ran(engine, 'serializable', steps, setup).ends.at(-1)).toBe('23505');
    expect(judged(engine, 'serializable', steps, setup)).toMatchObject({
      ok: true,
      judgement: { serializable: true },
    });
  });

  test.each(['postgres', '2pl'] as const)(
    'who wants one that another is taking out waits for it: %s',
    (engine) => {
      const ask = (end: string) =>
        ran(
          engine,
          'read committed',
          [
            'T1 begin',
            'T1 delete from test where id = 1',
            "T2 insert into test values (3, 'a')",
            `T1 ${end}`,
          ],
          setup,
        ).ends[2];
      expect(ask('commit')).toBe('3: 1');
      expect(ask('rollback')).toBe('3: 23505');
    },
  );
});

test('optimistic control: what was searched for and is no more is a change, as is what was not and now is', () => {
  const ended = (change: string) =>
    ran('occ', 'serializable', [
      'T1 begin',
      'T1 select * from test where value = 10',
      `T2 update test set value = ${change}`,
      'T1 update test set value = 0 where id = 7',
      'T1 commit',
    ]).ends[4];
  expect(ended('30 where id = 1')).toBe('40001');
  expect(ended('10 where id = 2')).toBe('40001');
  expect(ended('30 where id = 2')).toBe(0);
});

test('optimistic control: of two who take one key, by an insert or an update, the second to commit is refused', () => {
  for (const sql of ['insert into test values (5, 1)', 'update test set id = 5 where id = 2']) {
    const { ends, final } = ran('occ', 'serializable', [
      'T1 begin',
      `T1 ${sql}`,
      'T2 insert into test values (5, 2)',
      'T1 commit',
    ]);
    expect(ends).toEqual([0, 1, 1, '40001']);
    expect(final).toContainEqual([5, 2]);
  }
});

test('locking: who holds a row and wants more of it does not wait for those who wait for it', () => {
  const { ends } = ran('2pl', 'repeatable read', [
    'T1 begin',
    'T1 select * from test where id = 1',
    'T2 update test set value = 2 where id = 1',
    'T3 select value from test where id = 1',
    'T1 update test set value = 1 where id = 1',
    'T1 commit',
  ]);
  expect(ends.slice(2)).toEqual(['5: 1', '5: [[2]]', 1, 0]);
});
