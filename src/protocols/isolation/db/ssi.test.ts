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
