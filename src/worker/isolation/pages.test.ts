/** What the pages of isolation are told, and that the lab shows the same. */
import { describe, expect, test } from 'vitest';
import { COLUMNS } from '../../protocols/isolation/matrix/columns.ts';
import { meta } from '../../protocols/isolation/meta.ts';
import { protocol } from '../../protocols/isolation/protocol.ts';
import { decodeLink } from '../../spec/link.ts';
import { simulate } from '../../testkit/simulate.ts';
import { matrixCells, ROWS } from './matrix.ts';
import { STORY_VIEWS, searchColumn } from './stories.ts';
import type { ProgramView, SearchView, Shown } from './wire.ts';

const metas = new Map([[meta.id, meta]]);

/** By session, what the lab's sessions are told, in the order in which they gave their statements. */
function inTheLab({ link }: Shown): Record<string, unknown[]> {
  if (!('hash' in link)) throw new Error(link.why);
  const decoded = decodeLink(link.hash, metas);
  if (!decoded.ok) throw new Error(decoded.why);
  const { trace } = simulate(protocol, decoded.document.spec);
  expect(trace.notes.filter(({ id }) => id === 'skipped' || id === 'badSetup' || id === 'tooLate')).toEqual(
    [],
  );
  const told: Record<string, unknown[]> = {};
  for (const { node, value, result, outcome } of trace.operations) {
    const { sql } = value as { sql: string };
    told[node] = [...(told[node] ?? []), [sql, outcome === 'open' ? 'open' : result]];
  }
  return told;
}

/** The same of what the page is told: a wait is followed by its outcome, or stays open. */
function onThePage({ steps }: Shown): Record<string, unknown[]> {
  const told: Record<string, [string, string][]> = {};
  for (const { session, sql, outcome, kind, released } of steps) {
    const own = told[session] ?? [];
    told[session] = own;
    const last = own.at(-1);
    if (released && last !== undefined) last[1] = outcome;
    else own.push([sql, kind === 'waits' ? 'open' : outcome]);
  }
  return told;
}

describe('the matrix', () => {
  const cells = [...matrixCells()];

  test('has every row at every column, each with a sentence', () => {
    expect(cells).toHaveLength(ROWS.length * COLUMNS.length);
    expect(new Set(cells.map(({ row, column }) => `${row} ${column}`)).size).toBe(cells.length);
    for (const { sentence } of cells) expect(sentence).toMatch(/^\S.{10,}[.]$/s);
    expect(new Set(cells.map(({ verdict }) => verdict)).size).toBe(5);
  });

  test('agrees with Hermitage wherever that says something', () => {
    const said = cells.filter(({ published }) => published !== null);
    expect(said).toHaveLength(14 * 7 - 1);
    for (const cell of said)
      expect([cell.row, cell.column, cell.verdict === 'happens']).toEqual([
        cell.row,
        cell.column,
        cell.published,
      ]);
  });

  test.each(COLUMNS.map(({ title }, i) => [title, i] as const))('the lab shows what %s does', (_, column) => {
    const own = cells.filter((cell) => cell.column === column);
    expect(own).toHaveLength(ROWS.length);
    for (const cell of own) expect([cell.row, inTheLab(cell)]).toEqual([cell.row, onThePage(cell)]);
  });
});

function searched(program: ProgramView, column: number): SearchView {
  const work = searchColumn('A story', program, at(column));
  for (;;) {
    const { done, value } = work.next();
    if (!done) continue;
    if (!value.ok) throw new Error(value.why);
    return value.result;
  }
}

function at(column: number) {
  const found = COLUMNS[column];
  if (found === undefined) throw new Error(`no column ${column}`);
  return found;
}

function refusal(program: ProgramView): string {
  const work = searchColumn('A story', program, at(6));
  const { done, value } = work.next();
  return done && !value.ok ? value.why : 'it was searched';
}

const story = (id: string) => {
  const found = STORY_VIEWS.find((s) => s.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

describe('the search of a story', () => {
  test.each(STORY_VIEWS.map((s) => [s.id, s] as const))('%s: the lab shows what was found', (_, program) => {
    const broken = COLUMNS.flatMap((_, column) => searched(program, column).found ?? []);
    expect(broken.length).toBeGreaterThan(2);
    for (const found of broken) expect(inTheLab(found)).toEqual(onThePage(found));
  });

  test('a level of one session alone goes before what is chosen for all', () => {
    const doctors = story('on-call-doctors');
    const level = (level: string) => doctors.sessions.map((session) => ({ ...session, level }));
    const committed = COLUMNS.findIndex((c) => c.engine === 'postgres' && c.level === 'read committed');
    expect(searched(doctors, committed).found).not.toBeNull();
    expect(searched({ ...doctors, sessions: level('serializable') }, committed).found).toBeNull();
    const innodb = COLUMNS.findIndex((c) => c.engine === 'mysql' && c.level === 'serializable');
    expect(searched(doctors, innodb).found).toBeNull();
    expect(searched({ ...doctors, sessions: level('repeatable read') }, innodb).found).not.toBeNull();
  });

  test('programs that make no sense are refused with a sentence', () => {
    const counter = story('counter');
    const [first, ...others] = counter.sessions;
    if (first === undefined) throw new Error('nobody');
    const saying = (...all: string[]) => ({
      ...counter,
      sessions: [{ ...first, statements: all.map((sql) => ({ sql })) }, ...others],
    });
    expect(refusal(saying('begin', 'selekt 1', 'commit'))).toMatch(/^T1 cannot say “selekt 1”: .+\.$/);
    expect(refusal(saying('begin', 'select * from nowhere', 'commit'))).toMatch(/nowhere/);
    expect(refusal(saying('begin', 'select 1'))).toMatch(/leaves its transaction open/);
    expect(refusal({ ...counter, setup: ['create tabel a'] })).toMatch(/^The set-up fails: .+/);
    expect(refusal(saying(...Array.from({ length: 17 }, () => 'select 1')))).toMatch(/more than 16/);
    const holds = { sentence: 'It holds.', sql: 'select sum(x) from counters', is: '=' as const, value: 1 };
    expect(refusal({ ...counter, invariant: holds })).toMatch(/^What must hold cannot be asked: .+/);
    expect(refusal(counter)).toBe('it was searched');
  });
});
