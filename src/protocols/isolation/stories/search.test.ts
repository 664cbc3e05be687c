/** The search with pruning finds what the search without finds, on the real database. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resultOf, written } from '../../../checkers/isolation/outcomes.ts';
import type { Point } from '../../../checkers/isolation/program.ts';
import { search, searchAll } from '../../../checkers/isolation/search.ts';
import { allDone, pathTo } from '../../../checkers/isolation/stepping.ts';
import { wrongIn } from '../../../checkers/isolation/wrong.ts';
import { open } from '../matrix/open.ts';
import { STORIES } from './index.ts';
import { programs } from './programs.test-data.ts';
import { xPlusY } from './x-plus-y.ts';

type Db = ReturnType<ReturnType<typeof open>['execute']>['db'];

const COLUMNS = [
  ['postgres', 'read committed'],
  ['postgres', 'repeatable read'],
  ['postgres', 'serializable'],
  ['mysql', 'repeatable read'],
  ['mysql', 'serializable'],
  ['2pl', 'read committed'],
  ['2pl', 'serializable'],
  ['occ', 'serializable'],
] as const;

describe.each(COLUMNS)('%s at %s', (engine, level) => {
  const database = open({ engine, level });

  // The read-only anomaly takes three sessions, and a second for each engine.
  const told = STORIES.filter(({ id }) => engine === 'postgres' || id !== 'read-only');
  test.each(told.map((story) => [story.id, story] as const))(
    '%s: the same shortest interleaving',
    (_, story) => {
      const wrong = wrongIn(story, database);
      const pruned = searchAll(story, database, wrong);
      const every = searchAll(story, database, wrong, { unpruned: true });
      expect([pruned.complete, every.complete]).toEqual([true, true]);
      const size = (found: typeof every.found) =>
        found && [found.point.steps, found.point.switches, found.why];
      expect(size(pruned.found)).toEqual(size(every.found));
      if (every.found === null)
        expect(pruned.points).toBeLessThan(every.points * (engine === 'postgres' ? 0.5 : 1));
    },
  );

  test('random programs: every result that some interleaving has', () => {
    const numRuns = engine === 'postgres' ? 8 : 4;
    let saved = 0;
    let results = 0;
    fc.assert(
      fc.property(programs, (program) => {
        const of = (unpruned: boolean) => {
          const found = new Set<string>();
          const collect = (point: Point<Db>) => {
            found.add(`${allDone(program, point)} ${written(resultOf(database, point))}`);
            return null;
          };
          const { complete, points } = searchAll(program, database, collect, {
            unpruned,
            all: true,
            limit: 20_000,
          });
          return { found, complete, points };
        };
        const pruned = of(false);
        const every = of(true);
        expect([pruned.complete, every.complete]).toEqual([true, true]);
        expect([...pruned.found].sort()).toEqual([...every.found].sort());
        saved += every.points - pruned.points;
        results += every.found.size;
      }),
      { numRuns },
    );
    expect(saved).toBeGreaterThan(20);
    // Not one result for each, whatever the order.
    expect(results).toBeGreaterThan(numRuns);
  });
});

test('progress is told, and who stops asking has cancelled', () => {
  const database = open({ engine: 'postgres', level: 'serializable' });
  const work = search(xPlusY, database, wrongIn(xPlusY, database), { unpruned: true });
  const first = work.next();
  if (first.done) throw new Error('it ended at once');
  expect(first.value.points).toBeGreaterThan(0);
  expect(first.value.done).toBeLessThanOrEqual(first.value.known);
  let last = first.value.points;
  for (;;) {
    const { done, value } = work.next();
    if (done) break;
    expect(value.points).toBeGreaterThan(last);
    last = value.points;
  }
});

test('a search that reaches its limit says that it has not tried everything', () => {
  const database = open({ engine: 'postgres', level: 'serializable' });
  const result = searchAll(xPlusY, database, wrongIn(xPlusY, database), { limit: 20 });
  expect([result.found, result.complete, result.points]).toEqual([null, false, 20]);
});

test('the shortest interleaving leaves out whoever is not needed', () => {
  const extra = { session: 'T9', role: '', statements: [{ sql: 'select * from reports' }] };
  const story = { ...xPlusY, sessions: [...xPlusY.sessions, extra] };
  const database = open({ engine: 'postgres', level: 'read committed' });
  const { found } = searchAll(story, database, wrongIn(story, database));
  expect(found && pathTo(found.point).map((point) => point.session)).not.toContain('T9');
});
