import { describe, expect, it } from 'vitest';
import { type Options, prepare } from './database.ts';
import { execute } from './execute.ts';
import { play } from './play.ts';
import { type Db, ENGINES, LEVELS, type Outcome } from './state.ts';
import { waitsFor } from './waits.ts';

const SETUP = [
  'create table test (id int primary key, value int)',
  'insert into test values (1, 10), (2, 20)',
];
const RC: Options = { engine: 'postgres', level: 'read committed' };

function start(options: Options): Db {
  const prepared = prepare(options, SETUP);
  if (!prepared.ok) throw new Error(prepared.message);
  return prepared.db;
}

/** "T1 begin" a line; outcomes in short. */
function outcomes(options: Options, text: string): unknown[] {
  const steps = text
    .trim()
    .split('\n')
    .map((line) => {
      const [session = '', ...words] = line.trim().split(' ');
      return { session, sql: words.join(' ') };
    });
  const played = play(options, SETUP, steps);
  if (!played.ok) throw new Error(played.message);
  return played.steps.map(({ outcome, waited, releasedBy }) =>
    waited ? [short(outcome), 'after', releasedBy] : short(outcome),
  );
}

function short(outcome: Outcome): unknown {
  if ('rows' in outcome) return outcome.rows;
  if ('count' in outcome) return outcome.count;
  if ('error' in outcome) return outcome.error;
  return 'blocked' in outcome ? 'blocked' : 'skipped';
}

it('changes nothing of the database it is given', () => {
  const before = start(RC);
  const text = JSON.stringify(before);
  const one = execute(
    before,
    'T1',
    'begin; update test set value = value + 1; delete from test where id = 1',
  );
  execute(one.db, 'T2', 'update test set value = 0');
  expect(JSON.stringify(before)).toBe(text);
  expect(JSON.parse(JSON.stringify(one.db))).toEqual(one.db);
});

describe('statements and transactions', () => {
  it('a statement that fails half-way leaves nothing behind', () => {
    expect(
      outcomes(
        RC,
        `
        T1 insert into test values (3, 30), (1, 1)
        T1 select * from test
        T1 update test set id = 2
        T1 select * from test`,
      ),
    ).toEqual([
      '23505',
      [
        [1, 10],
        [2, 20],
      ],
      '23505',
      [
        [1, 10],
        [2, 20],
      ],
    ]);
  });

  it('a failed transaction takes nothing but its end, a savepoint saves what was before it', () => {
    expect(
      outcomes(
        RC,
        `
        T1 begin
        T1 update test set value = 11 where id = 1
        T1 savepoint a
        T1 insert into test values (1, 0)
        T1 select * from test
        T1 rollback to a
        T1 select * from test
        T1 savepoint b
        T1 delete from test
        T1 release b
        T1 rollback to savepoint a
        T1 commit
        T1 select * from test`,
      ),
    ).toEqual([
      0,
      1,
      0,
      '23505',
      '25P02',
      0,
      [
        [1, 11],
        [2, 20],
      ],
      0,
      2,
      0,
      0,
      0,
      [
        [1, 11],
        [2, 20],
      ],
    ]);
  });

  it('of MySQL only the statement fails', () => {
    expect(
      outcomes(
        { engine: 'mysql', level: 'repeatable read' },
        `
        T1 begin
        T1 update test set value = 11 where id = 1
        T1 insert into test values (3, 30), (1, 0)
        T1 select * from test
        T1 commit
        T1 select * from test`,
      ),
    ).toEqual([
      0,
      1,
      '23000',
      [
        [1, 11],
        [2, 20],
      ],
      0,
      [
        [1, 11],
        [2, 20],
      ],
    ]);
  });

  it('a rollback to a savepoint lets go of the rows locked since', () => {
    expect(
      outcomes(
        RC,
        `
        T1 begin
        T1 savepoint a
        T1 update test set value = 11 where id = 1
        T2 update test set value = 12 where id = 1
        T2 select 1
        T1 rollback to a
        T1 commit
        T1 select * from test`,
      ),
    ).toEqual([
      0,
      0,
      1,
      [1, 'after', 5],
      'skipped',
      0,
      0,
      [
        [1, 12],
        [2, 20],
      ],
    ]);
  });
});

describe('queues', () => {
  const queue = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6'];
  it.each(ENGINES.flatMap((engine) => LEVELS.map((level) => [engine, level] as const)))(
    'many who want one row of %s at %s come to an end, in their order',
    (engine, level) => {
      let db = start({ engine, level });
      const order: string[] = [];
      for (const session of queue) {
        db = execute(db, session, 'begin').db;
        db = execute(db, session, 'update test set value = value + 1 where id = 1').db;
      }
      for (let round = 0; round < queue.length; round++) {
        for (const session of queue) {
          const done = execute(db, session, 'commit');
          db = done.db;
          order.push(...done.released.map((r) => r.session));
        }
      }
      expect(Object.values(db.sessions).filter(({ busy }) => busy !== null)).toEqual([]);
      expect(order).toEqual([...order].sort());
      if (engine !== 'none' && engine !== 'occ') expect(order).toHaveLength(queue.length - 1);
    },
  );

  it('tells who waits for whom', () => {
    let db = start(RC);
    for (const [session, sql] of [
      ['T1', 'begin; update test set value = 0 where id = 1'],
      ['T2', 'update test set value = 1 where id = 1'],
      ['T3', 'update test set value = 2 where id = 1'],
    ] as const) {
      db = execute(db, session, sql).db;
    }
    expect(waitsFor(db)).toEqual({ T2: ['T1'], T3: ['T2'] });
  });
});
