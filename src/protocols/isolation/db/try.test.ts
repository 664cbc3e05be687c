import { expect, it } from 'vitest';
import { finalTables, prepare } from './database.ts';
import { execute } from './execute.ts';
import type { Level } from './state.ts';

function run(
  level: Level,
  steps: string[],
  setup = ['create table test (id int primary key, value int)', 'insert into test values (1,10),(2,20)'],
) {
  const p = prepare({ engine: 'postgres', level }, setup);
  if (!p.ok) throw new Error(p.message);
  let db = p.db;
  const out: string[] = [];
  for (const s of steps) {
    const [session, ...rest] = s.split(' ');
    const r = execute(db, session!, rest.join(' '));
    db = r.db;
    out.push(`${s} => ${JSON.stringify(r.outcome)} ${r.released.map((x) => JSON.stringify(x)).join(' ')}`);
  }
  out.push(JSON.stringify(finalTables(db)));
  return out;
}
it('runs', () => {
  for (const level of ['read committed', 'repeatable read', 'serializable'] as const)
    console.log(
      level,
      run(level, [
        'T1 begin',
        'T2 begin',
        'T1 select * from test',
        'T1 update test set value = value + 10',
        'T2 select * from test',
        'T2 delete from test where value = 20',
        'T1 commit',
        'T2 select * from test',
        'T2 commit',
      ]).join('\n'),
    );
  console.log(
    run('serializable', [
      'T1 begin',
      'T2 begin',
      'T1 select * from test where id in (1,2)',
      'T2 select * from test where id in (1,2)',
      'T1 update test set value=11 where id=1',
      'T2 update test set value=21 where id=2',
      'T1 commit',
      'T2 commit',
    ]).join('\n'),
  );
  console.log(
    run('serializable', [
      'T1 begin',
      'T2 begin',
      'T1 select * from test where value%3=0',
      'T2 select * from test where value%3=0',
      'T1 insert into test values (3,30)',
      'T2 insert into test values (4,42)',
      'T1 commit',
      'T2 commit',
    ]).join('\n'),
  );
  console.log(
    run('serializable', [
      'T1 begin',
      'T1 select * from test',
      'T2 begin',
      'T2 update test set value=value+5 where id=2',
      'T2 commit',
      'T3 begin',
      'T3 select * from test',
      'T3 commit',
      'T1 update test set value=0 where id=1',
      'T1 commit',
    ]).join('\n'),
  );
  console.log(
    run('read committed', [
      'T1 begin',
      'T2 begin',
      'T1 update test set value=1 where id=1',
      'T2 update test set value=2 where id=2',
      'T1 update test set value=2 where id=2',
      'T2 update test set value=1 where id=1',
      'T1 commit',
      'T2 select 1',
      'T2 commit',
      'T3 insert into test values (1,1)',
      'T3 select * from nope',
      'T3 selec',
      'T3 lock table x',
      'T3 select 1/0',
      'T3 select a from test',
      'T3 select sum(value), count(*) from test',
      'T3 begin',
      'T3 savepoint a',
      'T3 update test set value=100',
      'T3 rollback to a',
      'T3 select * from test order by value desc',
      'T3 end',
    ]).join('\n'),
  );
  expect(1).toBe(1);
});
