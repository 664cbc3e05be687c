import { describe, expect, it } from 'vitest';
import { prepare } from '../database.ts';
import { execute } from '../execute.ts';
import type { Outcome } from '../state.ts';

const SETUP = [
  "create table t (id int primary key, n int, s text, b boolean, v varchar(3) default 'abc')",
  "insert into t (id, n, s, b) values (1, 10, 'one', true), (2, null, 'two', false), (3, 30, null, null)",
  'create table two (a int, b int, c bigint not null default 0, primary key (a, b), unique (c))',
];

function run(sql: string): Outcome {
  const prepared = prepare({ engine: 'postgres', level: 'read committed' }, SETUP);
  if (!prepared.ok) throw new Error(prepared.message);
  return execute(prepared.db, 'T1', sql).outcome;
}
const rows = (sql: string) => {
  const outcome = run(sql);
  return 'rows' in outcome ? outcome.rows : outcome;
};
const one = (expression: string) => {
  const found = rows(`select ${expression}`);
  return Array.isArray(found) ? found[0][0] : found;
};

describe('expressions', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['5-1', 4],
    ['7 / 2', 3],
    ['-7 / 2', -3],
    ['-7 % 3', -1],
    ['2-(-3)', 5],
    ["'a' || 'b' || 1", 'ab1'],
    ["'1' = 1", true],
    ['null = null', null],
    ['null is null', true],
    ['not null or true', true],
    ['null and false', false],
    ['3 in (1, null)', null],
    ['3 not in (1, 2)', true],
    ['2 between 1 and 3 and not 4 between 1 and 3', true],
    ["'abc' like 'a%' and 'abc' not like '_b'", true],
    ["case when 1 > 2 then 'x' else 'y' end", 'y'],
    ['coalesce(null, 4)', 4],
    ['greatest(1, 5, 3) - least(1, 5, 3)', 4],
    ["abs(-4) + mod(7, 4) + length(upper(lower('Ab')))", 9],
    ["cast('12' as int) + '3'::int", 15],
    ['(1 = 1) is not false', true],
    ['2147483647 + 0', 2147483647],
    ['2147483648 + 1', 2147483649],
  ])('%s is %s', (expression, value) => {
    expect(one(expression)).toBe(value);
  });
});

describe('select', () => {
  it.each([
    ['select id from t where n > 5', [[1], [3]]],
    ['select id from t where n is null or b', [[1], [2]]],
    ['select count(*), count(n), sum(n), min(n), max(s) from t', [[3, 2, 40, 10, 'two']]],
    ['select sum(n) from t where false', [[null]]],
    ['select count(distinct v) from t', [[1]]],
    ['select id from t order by n desc nulls last, id', [[3], [1], [2]]],
    ['select id from t order by n desc', [[2], [3], [1]]],
    [
      'select id as x, - n from t order by 2, x desc',
      [
        [3, -30],
        [1, -10],
        [2, null],
      ],
    ],
    ['select t.* from t where t.id = 1', [[1, 10, 'one', true, 'abc']]],
    ['select r.id from t as r where r.id in (2, 3) for update', [[2], [3]]],
  ])('%s', (sql, expected) => {
    expect(rows(sql)).toEqual(expected);
  });
});

describe('what is refused is refused by name', () => {
  it.each([
    ['selec 1', '42601', 'at or near "selec"'],
    ['select * from', '42601', 'end of input'],
    ['select 1 from t where', '42601', 'end of input'],
    ["select 'open", '42601', 'unterminated'],
    ['select a from t', '42703', '"a"'],
    ['update t set q = 1', '42703', '"q"'],
    ['select * from nothing', '42P01', '"nothing"'],
    ['select x.id from t', '42P01', '"x"'],
    ['select 1 / 0', '22012', 'zero'],
    ["select 1 + 'x'", '22P02', '"x"'],
    ['select 2147483647 + 1', '22003', 'range'],
    ['update t set n = 3000000000', '22003', 'range'],
    ['select * from t where n', '42804', 'WHERE'],
    ['select n || n from t', '42883', '||'],
    ['select n = s from t', '42883', 'integer = text'],
    ['select nope(1)', '42883', 'nope(integer)'],
    ['select sum(n), id from t', '42803', '"id"'],
    ['select id from t where sum(n) > 1', '42803', 'sum'],
    ['insert into t (id) values (1)', '23505', 't_pkey'],
    ['insert into t (n) values (1)', '23502', '"id"'],
    ["insert into t (id, v) values (9, 'long')", '22001', 'varying(3)'],
    ['insert into t (id, s) values (9, 1 + true)', '42883', '+'],
    ['insert into t (id) values (1, 2)', '42601', 'more expressions'],
    ['create table t (a int)', '42P07', '"t"'],
    ['create table u (a int, a int)', '42701', '"a"'],
    ['select * from t join two on true', '0A000', 'more than one table'],
    ['select * from t group by id', '0A000', 'GROUP BY'],
    ['select distinct id from t', '0A000', 'DISTINCT'],
    ['select * from t limit 1', '0A000', 'LIMIT'],
    ['select (select 1)', '0A000', 'a query inside a query'],
    ['select * from t where exists (select 1)', '0A000', 'a query inside a query'],
    ['update t set n = 1 returning *', '0A000', 'RETURNING'],
    ['insert into t values (9) on conflict do nothing', '0A000', 'ON CONFLICT'],
    ['lock table t', '0A000', 'LOCK'],
    ['explain select 1', '0A000', 'EXPLAIN'],
    ['create table u (a numeric)', '0A000', 'numeric'],
    ['select 1.5', '0A000', 'fraction'],
    ['select count(*) from t for update', '0A000', 'aggregate'],
    ['savepoint s', '25P01', 'SAVEPOINT'],
    ['begin; select 1; set transaction isolation level serializable', '25001', 'before any query'],
    ['begin read only; update t set n = 1', '25006', 'UPDATE'],
    ['begin; rollback to nowhere', '3B001', '"nowhere"'],
    [`select ${'('.repeat(100)}1${')'.repeat(100)}`, '54001', 'deep'],
    [`select '${'x'.repeat(20_000)}'`, '54000', 'longer'],
  ])('%s: %s', (sql, code, words) => {
    const outcome = run(sql);
    expect(outcome).toMatchObject({ error: code });
    expect('message' in outcome && outcome.message).toContain(words);
  });
});
