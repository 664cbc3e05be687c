/** Corners in which PostgreSQL 15 and MariaDB 10.11 were asked, and did what is written here. */
import { describe, expect, test } from 'vitest';
import type { IsolationEvent } from '../../../checkers/isolation/history.ts';
import { judgeIsolation } from '../../../checkers/isolation/judge.ts';
import { finalTables } from './database.ts';
import { play } from './play.ts';
import type { EngineId, Level } from './state.ts';

const SETUP = [
  'create table test (id int primary key, value int)',
  'insert into test values (1, 10), (2, 20)',
];

/** What became of each statement, written "T1 select …", in a word or two; and the rows in the end. */
function ran(engine: EngineId, level: Level, statements: readonly string[], setup = SETUP) {
  const steps = statements.map((s) => ({ session: s.slice(0, 2), sql: s.slice(3) }));
  const played = play({ engine, level }, setup, steps);
  if (!played.ok) throw new Error(played.message);
  const ends = played.steps.map(({ outcome, waited, releasedBy }) => {
    const came =
      'rows' in outcome
        ? JSON.stringify(outcome.rows)
        : 'count' in outcome
          ? outcome.count
          : 'error' in outcome
            ? outcome.error
            : 'blocked' in outcome
              ? 'blocked'
              : 'skipped';
    return waited && releasedBy !== null ? `${releasedBy}: ${came}` : came;
  });
  return { ends, final: finalTables(played.db).test };
}

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
});

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

  test('what was read before such a rollback is no part of what comes after it', () => {
    const setup = SETUP;
    const steps = [
      'T1 begin',
      'T1 savepoint s',
      'T1 select value from test where id = 1',
      'T1 rollback to s',
      'T2 update test set value = 99 where id = 1',
      'T1 update test set value = 7 where id = 1',
      'T1 commit',
    ].map((s) => ({ session: s.slice(0, 2), sql: s.slice(3) }));
    const played = play({ engine: 'mysql', level: 'serializable' }, setup, steps);
    if (!played.ok) throw new Error(played.message);
    const events: readonly IsolationEvent[] = played.observations;
    const judged = judgeIsolation({ events });
    expect(judged.ok && judged.judgement.serializable).toBe(true);
  });

  test('a row that a transaction takes out, puts in anew and deletes is its own each time', () => {
    const setup = [SETUP[0] as string, 'insert into test values (2, 20), (3, 30)'];
    const steps = [
      'T1 begin',
      'T1 update test set id = 4 where id = 3',
      'T1 update test set id = 3 where id = 2',
      'T1 delete from test',
      'T1 commit',
    ].map((s) => ({ session: s.slice(0, 2), sql: s.slice(3) }));
    const played = play({ engine: 'mysql', level: 'serializable' }, setup, steps);
    if (!played.ok) throw new Error(played.message);
    const events: readonly IsolationEvent[] = played.observations;
    expect(judgeIsolation({ events })).toMatchObject({ ok: true, judgement: { anomalies: [] } });
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

  test('a unique key besides the primary one is refused: its locks are not there', () => {
    const sql = 'create table more (id int primary key, name text unique)';
    const message = 'a UNIQUE key besides the primary key on InnoDB is not supported here';
    expect(play({ engine: 'mysql', level: 'read committed' }, [sql], [])).toMatchObject({ at: 0, message });
    expect(ran('mysql', 'read committed', [`T1 ${sql}`]).ends).toEqual(['0A000']);
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
    ].map((s) => ({ session: s.slice(0, 2), sql: s.slice(3) }));
    const played = play({ engine, level: 'serializable' }, setup, steps);
    if (!played.ok) throw new Error(played.message);
    expect(played.steps.at(-1)?.outcome).toMatchObject({ error: '23505' });
    const events: readonly IsolationEvent[] = played.observations;
    expect(judgeIsolation({ events })).toMatchObject({ ok: true, judgement: { serializable: true } });
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

test('locking: who holds a row and wants more of it does not wait for those who wait for it', () => {
  const { ends } = ran('2pl', 'repeatable read', [
    'T1 begin',
    'T1 select * from test where id = 1',
    'T2 update test set value = 2 where id = 1',
    'T1 update test set value = 1 where id = 1',
    'T1 commit',
  ]);
  expect(ends.slice(2)).toEqual(['4: 1', 1, 0]);
});
