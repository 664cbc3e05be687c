/** Serializable, PostgreSQL's way: the circles of README-SSI that random schedules seldom make. */
import { expect, it } from 'vitest';
import type { Options } from './database.ts';
import { play } from './play.ts';
import type { Outcome } from './state.ts';

const SERIALIZABLE: Options = { engine: 'postgres', level: 'serializable' };
const SETUP = [
  'create table test (id int primary key, value int)',
  'insert into test values (1, 10), (2, 20)',
];

/** "T1 begin" a line; of each step what came of it. */
function outcomes(text: string, options: Options = SERIALIZABLE): unknown[] {
  const steps = text
    .trim()
    .split('\n')
    .map((line) => {
      const [session = '', ...words] = line.trim().split(' ');
      return { session, sql: words.join(' ') };
    });
  const played = play(options, SETUP, steps);
  if (!played.ok) throw new Error(played.message);
  return played.steps.map(({ outcome }) => short(outcome));
}

function short(outcome: Outcome): unknown {
  if ('rows' in outcome) return outcome.rows;
  if ('count' in outcome) return outcome.count;
  return 'error' in outcome ? outcome.error : 'waits';
}

it('who searches beneath an insert made before is put before its writer', () => {
  const text = `
    T1 begin
    T2 begin
    T1 select value from test where id = 1
    T1 insert into test values (3, 30)
    T2 select * from test where value = 30
    T2 update test set value = 11 where id = 1
    T2 commit
    T1 commit`;
  // T2 did not see the row of T1, and T1 did not see that of T2: each must come before the other.
  expect(outcomes(text)).toEqual([0, 0, [[10]], 1, [], 1, 0, '40001']);
  expect(outcomes(text, { engine: 'postgres', level: 'repeatable read' })).toEqual([
    0,
    0,
    [[10]],
    1,
    [],
    1,
    0,
    0,
  ]);
});

it('who is not serializable leaves no trace and meets none', () => {
  const text = `
    T1 begin isolation level serializable
    T2 begin isolation level read committed
    T1 select value from test where id = 1
    T2 select value from test where id = 2
    T1 update test set value = 21 where id = 2
    T2 update test set value = 11 where id = 1
    T2 select * from test
    T1 select * from test
    T1 commit
    T2 commit`;
  // Were both serializable, the second to commit would be refused.
  expect(outcomes(text).slice(-2)).toEqual([0, 0]);
  expect(outcomes(text.replace('read committed', 'serializable')).slice(-2)).toContain('40001');
  expect(outcomes(text.replace('level serializable', 'level repeatable read')).slice(-2)).toEqual([0, 0]);
});

it('a key that was looked for and not found is remembered, unless that rule is broken', () => {
  const text = `
    T1 begin
    T2 begin
    T1 select * from test where id = 3
    T2 select * from test where id = 4
    T1 insert into test values (4, 1)
    T2 insert into test values (3, 1)
    T1 commit
    T2 commit`;
  expect(outcomes(text)).toContain('40001');
  expect(outcomes(text, { ...SERIALIZABLE, broken: ['noIndexSIREAD'] })).not.toContain('40001');
});

it('what was forgotten with a rollback, or with the last who could be concurrent, counts no more', () => {
  const skew = (end: string) => `
    T1 begin
    T2 begin
    T1 select * from test where id = 2
    T2 select * from test where id = 1
    T1 update test set value = 11 where id = 1
    T1 ${end}
    T2 update test set value = 21 where id = 2
    T2 commit`;
  expect(outcomes(skew('commit'))).toContain('40001');
  expect(outcomes(skew('rollback'))).not.toContain('40001');
});

it('the pivot goes once who it did not see has committed before it', () => {
  // T1 before T2, whose write it does not see, and T2 before T3: nobody has closed the circle yet, but somebody might.
  const text = `
    T1 begin
    T2 begin
    T3 begin
    T2 select value from test where id = 2
    T1 select value from test where id = 1
    T2 update test set value = 11 where id = 1
    T3 update test set value = 21 where id = 2
    T3 commit
    T1 select value from test where id = 1
    T2 commit
    T1 update test set value = 30 where id = 2
    T1 commit`;
  expect(outcomes(text).slice(7, 10)).toEqual([0, [[10]], '40001']);
});
