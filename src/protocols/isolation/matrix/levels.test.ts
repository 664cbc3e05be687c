/** What the levels of PostgreSQL promise, judged by the graph on random programs in random interleavings. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { follow } from '../../../checkers/isolation/follow.ts';
import { judgeIsolation } from '../../../checkers/isolation/judge.ts';
import type { LevelId } from '../../../checkers/isolation/levels.ts';
import { SerialTwin } from '../../../checkers/isolation/outcomes.ts';
import type { Program } from '../../../checkers/isolation/program.ts';
import { allDone, historyTo } from '../../../checkers/isolation/stepping.ts';
import { programs } from '../stories/programs.test-data.ts';
import { open } from './open.ts';

const PROMISED = [
  ['read committed', 'MAV'],
  ['repeatable read', 'PL-SI'],
  ['serializable', 'PL-3'],
] as const satisfies readonly (readonly [string, LevelId])[];

/**
 * Whether a key may be deleted and inserted. PostgreSQL looks past the snapshot to see whether a key is free: a transaction may insert what
 * another has deleted and then see both rows, the old and its own. Repeatable read lets that pass, and the judge rightly does not;
 * serializable is tried below.
 */
function reuses(program: Program): boolean {
  const said = program.sessions.flatMap(({ statements }) => statements.map(({ sql }) => sql));
  return said.some((sql) => sql.startsWith('delete')) && said.some((sql) => sql.startsWith('insert'));
}

test.each(PROMISED)('%s keeps %s', (level, kept) => {
  const database = open({ engine: 'postgres', level });
  const seen = { done: 0, cyclic: 0, refused: 0, explained: 0 };
  fc.assert(
    fc.property(programs, fc.array(fc.nat(5), { minLength: 24, maxLength: 24 }), (program, picks) => {
      fc.pre(level !== 'repeatable read' || !reuses(program));
      const names = program.sessions.map(({ session }) => session);
      const turns = picks.map((pick) => names[pick % names.length] ?? '');
      // Whoever is left says the rest.
      const point = follow(program, database, [...turns, ...names.flatMap((name) => Array(6).fill(name))]);
      if (!allDone(program, point)) return;
      seen.done++;
      const judged = judgeIsolation({ events: historyTo(point) });
      if (!judged.ok) throw new Error(judged.why);
      const { levels, serializable } = judged.judgement;
      const verdict = (id: LevelId) => levels.find((l) => l.level === id);
      expect(verdict(kept)).toEqual({ level: kept, kept: true, violatedBy: [] });
      if (Object.values(point.lanes).some(({ failed }) => failed)) seen.refused++;
      const explained = new SerialTwin(program, database).explains(point);
      if (explained) seen.explained++;
      // The graph says that there is an order: then carrying the transactions out in some order gives the same.
      if (serializable) expect(explained).toBe(true);
      else seen.cyclic++;
    }),
    { numRuns: 600 },
  );
  expect(seen.done).toBeGreaterThan(300);
  expect(Math.min(seen.refused, seen.explained)).toBeGreaterThan(20);
});

test('serializable refuses who sees the row that another deleted, beside its own of the same key', () => {
  const said = (session: string, ...all: string[]) => ({ session, statements: all.map((sql) => ({ sql })) });
  const program: Program = {
    setup: ['create table test (id int primary key, value int)', 'insert into test values (1, 1)'],
    sessions: [
      said('T1', 'begin', 'insert into test values (1, 0)', 'select * from test where value = 1', 'commit'),
      said('T2', 'begin', 'delete from test where id = 1', 'commit'),
    ],
  };
  const database = open({ engine: 'postgres', level: 'serializable' });
  const point = follow(program, database, ['T2', 'T1', 'T2', 'T1', 'T2', 'T1', 'T1']);
  const judged = judgeIsolation({ events: historyTo(point) });
  expect(judged.ok && judged.judgement.serializable).toBe(true);
});
