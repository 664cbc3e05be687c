import { describe, expect, test } from 'vitest';
import { follow } from '../../../checkers/isolation/follow.ts';
import { judgeIsolation } from '../../../checkers/isolation/judge.ts';
import { SerialTwin } from '../../../checkers/isolation/outcomes.ts';
import type { Point } from '../../../checkers/isolation/program.ts';
import { searchAll } from '../../../checkers/isolation/search.ts';
import { atRest, historyTo, pathTo } from '../../../checkers/isolation/stepping.ts';
import { wrongIn } from '../../../checkers/isolation/wrong.ts';
import { COLUMNS, type MatrixColumn } from '../matrix/columns.ts';
import { open } from '../matrix/open.ts';
import { STORIES } from './index.ts';
import type { Story } from './story.ts';

const CASES = STORIES.flatMap((story) =>
  COLUMNS.map((column) => [story.id, column.title, { story, column }] as const),
);

const isBroken = (story: Story, { engine, level }: MatrixColumn) =>
  story.broken[engine]?.includes(level) === true;

function told<Db>(point: Point<Db>): string[] {
  return pathTo(point).map(({ done }) => done.map((d) => `${d.session} ${d.sql}`).join('; '));
}

describe.each(CASES)('%s on %s', (_, __, { story, column }) => {
  const database = open(column);
  const wrong = wrongIn(story, database);

  test('some interleaving breaks it, or none of them all', () => {
    const result = searchAll(story, database, wrong);
    expect(result.complete).toBe(true);
    expect(result.found !== null).toBe(isBroken(story, column));
    if (result.found === null) return;
    // The judge, who knows nothing of the story, finds no serial order either.
    const judged = judgeIsolation({ events: historyTo(result.found.point) });
    if (!judged.ok) throw new Error(judged.why);
    expect(judged.judgement.serializable).toBe(false);
  });

  test('the interleaving of the story is judged as trying every serial order judges it', () => {
    const point = follow(story, database, story.turns);
    const judged = judgeIsolation({ events: historyTo(point) });
    if (!judged.ok) throw new Error(judged.why);
    if (atRest(point)) {
      expect(judged.judgement.serializable).toBe(new SerialTwin(story, database).explains(point));
    }
    if (wrong(point) !== null && atRest(point)) expect(isBroken(story, column)).toBe(true);
    expect(told(point).length).toBeGreaterThan(0);
    // PostgreSQL makes nobody wait for a reader: there the interleaving of the story is the one that shows it.
    if (column.engine !== 'postgres') return;
    expect(atRest(point)).toBe(true);
    expect(wrong(point) !== null).toBe(isBroken(story, column));
    expect(judged.judgement.serializable).toBe(!isBroken(story, column));
  });
});
