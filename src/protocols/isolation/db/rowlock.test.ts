/** Locks on rows, PostgreSQL's way: what the random interleavings that are recorded seldom come to. */
import { expect, it } from 'vitest';
import { prepare } from './database.ts';
import { execute } from './execute.ts';
import { play } from './play.ts';
import type { Level, Outcome } from './state.ts';
import { waitsFor } from './waits.ts';

const SETUP = [
  'create table test (id int primary key, value int)',
  'insert into test values (1, 10), (2, 20)',
];

function steps(text: string) {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [session = '', ...words] = line.trim().split(' ');
      return { session, sql: words.join(' ') };
    });
}

function outcomes(level: Level, text: string): readonly Outcome[] {
  const played = play({ engine: 'postgres', level }, SETUP, steps(text));
  if (!played.ok) throw new Error(played.message);
  return played.steps.map(({ outcome }) => outcome);
}

it.each([
  ['update test set value = 11 where id = 1', 'could not serialize access due to concurrent update'],
  ['delete from test where id = 1', 'could not serialize access due to concurrent delete'],
])('the first updater wins, and it is said what it did: %s', (sql, message) => {
  const came = outcomes(
    'repeatable read',
    `
    T1 begin
    T1 select * from test
    T2 ${sql}
    T1 update test set value = 12 where id = 1`,
  );
  expect(came.at(-1)).toEqual({ error: '40001', message });
});

/** Who waits for whom after these statements, all of row 1. */
function waits(text: string) {
  const prepared = prepare({ engine: 'postgres', level: 'read committed' }, SETUP);
  if (!prepared.ok) throw new Error(prepared.message);
  let { db } = prepared;
  for (const { session, sql } of steps(text)) ({ db } = execute(db, session, sql));
  return waitsFor(db);
}

it('of those who wait for one row the first waits for its holder, and the others for the first', () => {
  const queue = `
    T1 begin; update test set value = 11 where id = 1
    T2 update test set value = 12 where id = 1
    T3 update test set value = 13 where id = 1
    T4 update test set value = 14 where id = 1`;
  expect(waits(queue)).toEqual({ T2: ['T1'], T3: ['T2'], T4: ['T2', 'T3'] });
  // Of another row there is another queue, and of another table too.
  expect(
    waits(`${queue}
    T5 begin; update test set value = 21 where id = 2
    T6 update test set value = 22 where id = 2`),
  ).toEqual({ T2: ['T1'], T3: ['T2'], T4: ['T2', 'T3'], T6: ['T5'] });
});

it('who holds the row in some way already does not queue for more of it', () => {
  const came = waits(`
    T1 begin; select * from test where id = 1 for share
    T2 begin; select * from test where id = 1 for share
    T3 update test set value = 13 where id = 1
    T1 update test set value = 11 where id = 1`);
  // T3 waits for both; T1 waits for T2 alone, not behind T3, which would be a circle.
  expect(came.T1).toEqual(['T2']);
});

it('a lock taken under a savepoint that was taken back is no lock', () => {
  expect(
    waits(`
    T1 begin
    T1 savepoint a
    T1 select * from test where id = 1 for update
    T1 rollback to a
    T2 begin; update test set value = 12 where id = 1
    T1 select * from test where id = 1 for share`),
  ).toEqual({ T1: ['T2'] });
});

it('who waited goes on with the newest version, or finds nothing where there is none', () => {
  const wait = (text: string) =>
    outcomes(
      'read committed',
      `
      T1 begin
      T1 ${text}
      T2 update test set value = value + 1 where id = 1
      T1 commit`,
    )[2];
  expect(wait('update test set value = 30 where id = 1')).toEqual({ count: 1 });
  expect(wait('update test set id = 7 where id = 1')).toEqual({ count: 0 });
  expect(wait('delete from test where id = 1')).toEqual({ count: 0 });
});
