import { expect, test } from 'vitest';
import type { ProgramView } from '../../worker/isolation/wire.ts';
import { draftOf, programOf, statementsOf } from './script.ts';

const program: ProgramView = {
  setup: ['create table t (id int primary key, n int)', 'insert into t values (1, 0)'],
  sessions: [
    {
      session: 'T1',
      role: 'counts',
      level: 'serializable',
      statements: [
        { sql: 'begin' },
        { sql: 'select n from t where id = 1', as: 'n' },
        { sql: 'update t set n = :n + 1 where id = 1', when: { name: 'n', is: '>=', value: 0 } },
        { sql: 'commit' },
      ],
    },
    { session: 'T2', role: 'looks', statements: [{ sql: 'select * from t' }] },
  ],
  invariant: { sentence: 'It stays small.', sql: 'select n from t', is: '<', value: 3 },
};

test('what is written out is read back', () => {
  const draft = draftOf(program);
  expect(draft.sessions[0]?.text).toBe(
    'begin\nselect n from t where id = 1 -> n\nif n >= 0: update t set n = :n + 1 where id = 1\ncommit',
  );
  expect(programOf(draft, 'It stays small.')).toEqual({ ok: true, program });
  const free = { ...program, invariant: null };
  expect(programOf(draftOf(free), '')).toEqual({ ok: true, program: free });
});

test('empty lines and semicolons mean nothing, texts may be quoted', () => {
  expect(statementsOf("begin;\n\n  select who from t -> who ;\nif who = 'Ann': commit;\n")).toMatchObject({
    ok: true,
    statements: [
      { sql: 'begin' },
      { sql: 'select who from t', as: 'who' },
      { sql: 'commit', when: { name: 'who', is: '=', value: 'Ann' } },
    ],
  });
});

test.each([
  ['', 'It says nothing'],
  ['begin\nif n > x: commit', 'Line 2: a condition is written'],
  ['begin\nif n > 2', 'Line 2: a condition is written'],
  ['select 1 -> 2', 'Line 1: what is remembered is written'],
  ['update t set n = :m', 'Nothing is remembered as “m”'],
  ['if m = 1: commit', 'Nothing is remembered as “m”'],
])('%j is refused with a sentence', (text, why) => {
  const read = statementsOf(text);
  expect(read.ok ? '' : read.why).toContain(why);
});

test('a refusal names the session, and a missing query', () => {
  const draft = draftOf(program);
  const [first, second] = draft.sessions;
  if (first === undefined || second === undefined) throw new Error('two were given');
  const bad = programOf({ ...draft, sessions: [first, { ...second, text: ' ' }] }, '');
  expect(bad.ok ? '' : bad.why).toBe('T2: It says nothing: give it at least one statement.');
  const blank = programOf({ ...draft, holds: { sql: ' ', is: '=', value: '1' } }, '');
  expect(blank.ok ? '' : blank.why).toMatch(/there is none/);
});
