import { describe, expect, test } from 'vitest';
import { computeMatrix, enact } from '../../../checkers/isolation/matrix.ts';
import { ENGINES } from '../db/state.ts';
import { COLUMNS, type MatrixColumn } from './columns.ts';
import { open } from './open.ts';
import { published } from './published.ts';
import { inDialect } from './schedule.ts';
import { SCHEDULES } from './schedules.ts';

const columnsOf = (engine: MatrixColumn['engine']) => COLUMNS.filter((column) => column.engine === engine);

function enacted(id: string, engine: MatrixColumn['engine'], level: MatrixColumn['level']) {
  const schedule = SCHEDULES.find((s) => s.id === id);
  if (!schedule) throw new Error(id);
  const options = { engine, level };
  return enact(inDialect(schedule, options), open(options));
}

test('every schedule and every column is there once, and every engine', () => {
  expect(new Set(SCHEDULES.map(({ id }) => id)).size).toBe(SCHEDULES.length);
  expect(new Set(COLUMNS.map(({ engine }) => engine))).toEqual(new Set(ENGINES));
  for (const { id } of SCHEDULES) {
    for (const column of COLUMNS) {
      const untested = id === 'PMP-write' && column.engine === 'mysql' && column.level === 'read uncommitted';
      const known = (column.engine === 'postgres' || column.engine === 'mysql') && !untested;
      expect(published(id, column) !== null).toBe(known);
    }
  }
});

describe('PostgreSQL, as Hermitage found it', () => {
  const cells = [...computeMatrix(SCHEDULES, columnsOf('postgres'), inDialect, open)];
  test.each(cells.map((cell) => [cell.schedule, cell.column.level, cell] as const))(
    '%s at %s',
    (id, _, cell) => {
      expect(cell.enactment.happened).toBe(published(id, cell.column));
      if (cell.column.level === 'serializable') expect(cell.enactment.judgement.serializable).toBe(true);
    },
  );

  test('G0: T2 waits for T1, and then writes over it or is refused', () => {
    const rc = enacted('G0', 'postgres', 'read committed');
    expect([rc.waited, rc.refused, rc.tables]).toEqual([
      ['T2'],
      [],
      {
        test: [
          [1, 12],
          [2, 22],
        ],
      },
    ]);
    const rr = enacted('G0', 'postgres', 'repeatable read');
    expect(rr.refused).toEqual([{ session: 'T2', code: '40001' }]);
    expect(rr.tables).toEqual({
      test: [
        [1, 11],
        [2, 21],
      ],
    });
  });

  test('PMP-write: read committed deletes nothing, and then there is a row of 20', () => {
    const { steps, tables } = enacted('PMP-write', 'postgres', 'read committed');
    const t2 = steps.flat().filter(({ session }) => session === 'T2');
    expect(t2.map(({ outcome }) => outcome)).toMatchObject([
      { count: 0 },
      { blocked: true },
      { count: 0 },
      { rows: [[1, 20]] },
      { count: 0 },
    ]);
    expect(tables).toEqual({
      test: [
        [1, 20],
        [2, 30],
      ],
    });
  });

  test('G2-item and G2 are refused at the second commit, the read-only anomaly at the write', () => {
    for (const id of ['G2-item', 'G2']) {
      const { steps, refused } = enacted(id, 'postgres', 'serializable');
      expect(refused).toEqual([{ session: 'T2', code: '40001' }]);
      expect(steps.at(-1)?.[0]?.sql).toBe('commit');
    }
    const { steps, refused } = enacted('G2-two-edges', 'postgres', 'serializable');
    expect(refused).toEqual([{ session: 'T1', code: '40001' }]);
    expect(steps.at(-1)?.[0]?.sql).toMatch(/^update/);
  });

  test('P4: repeatable read refuses T2 once T1 has committed', () => {
    const { refused, waited } = enacted('P4', 'postgres', 'repeatable read');
    expect([refused, waited]).toEqual([[{ session: 'T2', code: '40001' }], ['T2']]);
  });
});

describe('InnoDB, as Hermitage found it', () => {
  const cells = [...computeMatrix(SCHEDULES, columnsOf('mysql'), inDialect, open)];
  test.each(cells.map((cell) => [cell.schedule, cell.column.level, cell] as const))(
    '%s at %s',
    (id, _, cell) => {
      const said = published(id, cell.column);
      if (said !== null) expect(cell.enactment.happened).toBe(said);
      if (cell.column.level === 'serializable') expect(cell.enactment.judgement.serializable).toBe(true);
    },
  );

  test('PMP-write: repeatable read deletes the row of 20 that is, and still shows the one that was', () => {
    const { tables, steps } = enacted('PMP-write', 'mysql', 'repeatable read');
    expect(tables).toEqual({ test: [[2, 30]] });
    expect(steps.flat().at(-2)?.outcome).toMatchObject({ rows: [[2, 20]] });
  });

  test('P4: serializable ends in a deadlock, and one update stands', () => {
    const { refused, tables } = enacted('P4', 'mysql', 'serializable');
    expect(refused).toEqual([{ session: 'T2', code: '40001' }]);
    expect(tables).toEqual({
      test: [
        [1, 11],
        [2, 20],
      ],
    });
  });
});

describe('the engines of the textbook, as Berenson et al. 1995, tables 2 and 4, have them', () => {
  const ALL = SCHEDULES.map(({ id }) => id);
  const DIRTY = ['G0', 'G1a', 'G1b', 'G1c', 'OTV'];
  const HAPPENS: readonly (readonly [MatrixColumn['engine'], MatrixColumn['level'], readonly string[]])[] = [
    ['none', 'read uncommitted', ALL],
    ['2pl', 'read uncommitted', ALL.filter((id) => id !== 'G0')],
    ['2pl', 'read committed', ALL.filter((id) => !DIRTY.includes(id))],
    ['2pl', 'repeatable read', ['PMP', 'G2']],
    ['2pl', 'serializable', []],
    ['occ', 'serializable', []],
  ];
  const cases = HAPPENS.flatMap(([engine, level, happens]) =>
    ALL.map((id) => ({ engine, level, id, happens })),
  );
  test.each(cases)('$id: $engine at $level', ({ engine, level, id, happens }) => {
    const { happened, judgement } = enacted(id, engine, level);
    expect(happened).toBe(happens.includes(id));
    if (level === 'serializable') expect(judgement.serializable).toBe(true);
  });
});
