import { describe, expect, test } from 'vitest';
import { follow } from '../../../checkers/isolation/follow.ts';
import { judgeIsolation } from '../../../checkers/isolation/judge.ts';
import { SerialTwin } from '../../../checkers/isolation/outcomes.ts';
import type { Point } from '../../../checkers/isolation/program.ts';
import { searchAll } from '../../../checkers/isolation/search.ts';
import { atRest, historyTo, pathTo } from '../../../checkers/isolation/stepping.ts';
import { wrongIn } from '../../../checkers/isolation/wrong.ts';
import { open } from '../matrix/open.ts';
import { STORIES } from './index.ts';
import type { Story } from './story.ts';

const LEVELS = ['read committed', 'repeatable read', 'serializable'] as const;
const CASES = STORIES.flatMap((story) => LEVELS.map((level) => [story.id, level, story] as const));

const isBroken = (story: Story, level: string) => story.broken.postgres?.includes(level) === true;

function told<Db>(point: Point<Db>): string[] {
  return pathTo(point).map(({ done }) => done.map((d) => `${d.session} ${d.sql}`).join('; '));
}

describe.each(CASES)('%s, PostgreSQL at %s', (_, level, story) => {
  const database = open({ engine: 'postgres', level });
  const wrong = wrongIn(story, database);

  test('some interleaving breaks it, or none of them all', () => {
    const result = searchAll(story, database, wrong);
    expect(result.found !== null).toBe(isBroken(story, level));
    expect(result.complete).toBe(true);
  });

  test('the interleaving of the story shows it', () => {
    const point = follow(story, database, story.turns);
    expect(atRest(point)).toBe(true);
    expect(wrong(point) !== null).toBe(isBroken(story, level));
    // The judge, who knows nothing of the story, says the same.
    const judged = judgeIsolation({ events: historyTo(point) });
    if (!judged.ok) throw new Error(judged.why);
    expect(judged.judgement.serializable).toBe(new SerialTwin(story, database).explains(point));
    expect(judged.judgement.serializable).toBe(!isBroken(story, level));
    expect(told(point).length).toBeGreaterThan(0);
  });
});
