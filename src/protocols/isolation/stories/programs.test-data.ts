/** Random programs: what sessions of an application might say, and more. */
import fc from 'fast-check';
import type { Program } from '../../../checkers/isolation/program.ts';

const id = fc.integer({ min: 1, max: 3 });
const value = fc.integer({ min: 0, max: 3 });
const statement = fc.oneof(
  id.map((n) => `select * from test where id = ${n}`),
  fc.constantFrom('select * from test', 'select sum(value) from test', 'select * from other'),
  value.map((v) => `select * from test where value = ${v}`),
  id.map((n) => `select * from test where id = ${n} for update`),
  fc.tuple(id, value).map(([n, v]) => `update test set value = ${v} where id = ${n}`),
  id.map((n) => `update test set value = value + 1 where id = ${n}`),
  fc.tuple(value, value).map(([v, w]) => `update test set value = ${v} where value = ${w}`),
  fc.tuple(id, value).map(([n, v]) => `insert into test (id, value) values (${n}, ${v})`),
  id.map((n) => `delete from test where id = ${n}`),
  fc.constant('update other set value = value + 1'),
);

const session = fc
  .tuple(fc.array(statement, { minLength: 1, maxLength: 3 }), fc.constantFrom('commit', 'commit', 'rollback'))
  .map(([statements, end]) => ['begin', ...statements, end].map((sql) => ({ sql })));

/** Two transactions of up to three statements, and perhaps a statement of a third session, on two small tables. */
export const programs: fc.Arbitrary<Program> = fc
  .tuple(session, session, fc.option(statement))
  .map(([one, two, three]) => ({
    setup: [
      'create table test (id int primary key, value int)',
      'create table other (id int primary key, value int)',
      'insert into test (id, value) values (1, 1), (2, 2)',
      'insert into other (id, value) values (1, 1)',
    ],
    sessions: [one, two, ...(three === null ? [] : [[{ sql: three }]])].map((statements, i) => ({
      session: `T${i + 1}`,
      statements,
    })),
  }));
