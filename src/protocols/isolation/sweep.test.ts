/** What every engine promises, under random statements and faults. A failing spec is printed whole: pin it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeIsolation } from '../../checkers/isolation/judge.ts';
import type { Input } from '../../engine/runspec.ts';
import { faultInput, HONEST_FAULTS } from '../../testkit/arbitrary.ts';
import { type PartialSpec, simulate } from '../../testkit/simulate.ts';
import { SETUP } from './database.ts';
import { finalTables, finalVersions, prepare } from './db/database.ts';
import { execute } from './db/execute.ts';
import { recover } from './db/recover.ts';
import { ENGINES, LEVELS } from './db/state.ts';
import { protocol } from './protocol.ts';
import type { Asked, Db, Observation } from './state.ts';

/** `ISOLATION_RUNS=2000 npx vitest run src/protocols/isolation/sweep.test.ts` looks further. */
const RUNS = Number(process.env.ISOLATION_RUNS ?? 60);
const UNTIL = 600_000;
const SESSIONS = ['T1', 'T2', 'T3'];

const id = fc.integer({ min: 1, max: 3 });
const sql = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('begin', 'commit', 'rollback') },
  { weight: 2, arbitrary: id.map((n) => `select * from test where id = ${n}`) },
  { weight: 1, arbitrary: fc.constantFrom('select * from test', 'select * from test where value > 15') },
  { weight: 2, arbitrary: id.map((n) => `update test set value = value + 1 where id = ${n}`) },
  { weight: 1, arbitrary: fc.constant('update test set value = 30 where value = 20') },
  { weight: 1, arbitrary: id.map((n) => `insert into test values (${n}, 5)`) },
  { weight: 1, arbitrary: id.map((n) => `delete from test where id = ${n}`) },
  { weight: 1, arbitrary: id.map((n) => `begin; update test set value = 0 where id = ${n}`) },
);
const statement: fc.Arbitrary<Input> = fc
  .tuple(fc.integer({ min: 1, max: UNTIL - 50_000 }), fc.constantFrom(...SESSIONS), sql)
  .map(([at, node, text]) => ({ at, node, command: { type: 'sql', sql: text } }));

const world = { nodes: ['D1', ...SESSIONS], until: UNTIL, disk: false, types: HONEST_FAULTS };

/** Of the database: it comes back. */
const restart: fc.Arbitrary<Input> = fc
  .tuple(fc.integer({ min: 50_000, max: 400_000 }), fc.integer({ min: 1, max: 100_000 }))
  .map(([at, long]) => ({ at, fault: { type: 'crash', node: 'D1', until: at + long } }));

function specs(engine: string, level: string): fc.Arbitrary<PartialSpec> {
  return fc
    .tuple(
      fc.array(statement, { minLength: 8, maxLength: 24 }),
      fc.tuple(fc.array(faultInput(world), { maxLength: 4 }), fc.option(restart)),
      fc.nat(1000),
    )
    .map(([said, [faults, down], seed]) => ({
      seed,
      nodes: { database: 1, session: 3 },
      params: { engine, level },
      until: UNTIL,
      inputs: [...said, ...faults, ...(down === null ? [] : [down])].sort((a, b) => a.at - b.at),
    }));
}

const CASES = ENGINES.flatMap((engine) => LEVELS.map((level) => [engine, level] as const)).filter(
  ([engine]) => engine !== 'none',
);

describe.each(CASES)('%s at %s', (engine, level) => {
  const seen = { answered: 0, crashes: 0, waits: 0, unanswered: 0, refused: 0 };

  it('keeps its promises, and is what its statements make of it', () => {
    fc.assert(
      fc.property(specs(engine, level), (spec) => {
        const run = simulate(protocol, spec);
        const { trace } = run;
        expect(trace.violations.map(({ property, why }) => `${property}: ${why}`)).toEqual([]);
        expect(trace.notes.filter((n) => n.id === '!error')).toEqual([]);
        const { db, history } = databaseOf(run);
        const judged = judgeIsolation({ events: history, final: finalVersions(db) });
        if (!judged.ok) throw new Error(judged.why);
        if (level === 'serializable') expect(judged.judgement.serializable).toBe(true);
        expect(finalTables(db)).toEqual(replayed(run, engine, level));
        for (const note of trace.notes) {
          if (note.id === 'recovers') seen.crashes++;
          if (note.id === 'waits') seen.waits++;
        }
        for (const { outcome } of trace.operations) {
          if (outcome === 'ok') seen.answered++;
          else if (outcome === 'fail') seen.refused++;
          else seen.unanswered++;
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('in runs that were worth it', () => {
    expect(seen.answered).toBeGreaterThan(200);
    expect(Math.min(seen.crashes, seen.unanswered, seen.refused)).toBeGreaterThan(0);
    if (engine !== 'occ') expect(seen.waits).toBeGreaterThan(0);
  });
});

type Run = ReturnType<typeof simulate>;

/** As whoever looks into a run is shown it: lists are plain ones. */
interface Shown {
  readonly db: Db;
  readonly history: readonly Observation[];
  readonly asked: readonly Asked[];
}

/** The database after a step; by default at the end. */
function databaseOf(run: Run, step?: number): Shown {
  const { nodes } = step === undefined ? run.last() : run.world(step);
  const node = nodes.find(({ id: name }) => name === 'D1');
  if (node === undefined) throw new Error('there is no database');
  return node.durable as unknown as Shown;
}

/** The statements in the order in which they came to the database, and its restarts, without any network: the same tables. */
function replayed(run: Run, engine: (typeof ENGINES)[number], level: (typeof LEVELS)[number]) {
  const prepared = prepare({ engine, level }, SETUP);
  if (!prepared.ok) throw new Error(prepared.message);
  let { db } = prepared;
  const { asked } = databaseOf(run);
  const said = (session: string, n: number) => {
    const own = run.trace.operations.filter(({ node }) => node === session);
    return (own[n - 1] as { value: { sql: string } }).value.sql;
  };
  let next = 0;
  const upTo = (count: number) => {
    for (; next < count; next++) {
      const { session, statement: n } = asked[next] as (typeof asked)[number];
      db = execute(db, session, said(session, n)).db;
    }
  };
  for (const { id: note, row } of run.trace.notes) {
    if (note !== 'recovers') continue;
    const step = run.trace.columns.step[row] as number;
    upTo(databaseOf(run, step).asked.length);
    db = recover(db).db;
  }
  upTo(asked.length);
  return finalTables(db);
}

it('InnoDB: a search that had to wait half-way looked before it wrote', () => {
  const said = (ms: number, node: string, text: string): Input => ({
    at: ms * 1000,
    node,
    command: { type: 'sql', sql: text },
  });
  const run = simulate(protocol, {
    nodes: { database: 1, session: 3 },
    params: { engine: 'mysql', level: 'serializable' },
    inputs: [
      said(10, 'T3', 'insert into test values (3, 5)'),
      said(30, 'T3', 'begin; update test set value = 0 where id = 3'),
      said(50, 'T1', 'update test set value = 30 where value = 20'),
      said(70, 'T3', 'delete from test where id = 1'),
    ],
  });
  expect(run.trace.operations.map(({ result }) => result)).toEqual([
    '1 row',
    '1 row',
    '1 row',
    'error 40001',
  ]);
  const judged = judgeIsolation({ events: databaseOf(run).history });
  expect(judged.ok && judged.judgement.anomalies).toEqual([]);
});

describe('a crash', () => {
  it('of a session leaves its transaction open; of the database ends all that have not committed', () => {
    const at = (ms: number, node: string, text: string): Input => ({
      at: ms * 1000,
      node,
      command: { type: 'sql', sql: text },
    });
    const said = [
      at(10, 'T1', 'begin; update test set value = 11 where id = 1'),
      at(30, 'T2', 'begin; update test set value = 22 where id = 2; commit'),
      at(90, 'T3', 'update test set value = 33 where id = 1'),
    ];
    const gone: Input = { at: 60_000, fault: { type: 'crash', node: 'T1' } };
    const one = simulate(protocol, { nodes: { database: 1, session: 3 }, inputs: [...said, gone] });
    expect(one.trace.operations.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'open']);
    const down: Input = { at: 70_000, fault: { type: 'crash', node: 'D1', until: 80_000 } };
    const all = simulate(protocol, { nodes: { database: 1, session: 3 }, inputs: [...said, gone, down] });
    expect(all.trace.operations.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok']);
    expect(finalTables(databaseOf(all).db)).toEqual({
      test: [
        [1, 33],
        [2, 22],
      ],
    });
  });
});
