/**
 * Serializable, PostgreSQL's way, on thousands of random schedules: what commits has a serial order, and who is refused is as it was recorded.
 * `GOLDEN=record npx vitest run src/protocols/isolation/db/serializable.test.ts` writes the record anew; read the difference before keeping it:
 * a refusal that is new is a false alarm or a hole that was mended, one that is gone the reverse.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { judgeIsolation } from '../../../checkers/isolation/judge.ts';
import { play } from './play.ts';
import { SETUP, serializableSchedule } from './serializable.test-data.ts';
import type { Outcome } from './state.ts';

const FILE = fileURLToPath(new URL('./recorded/serializable.txt', import.meta.url));
const TRIED = 6000;
/** As many of those in which somebody is refused for what was read, and of the others that came near it. */
const KEPT = 400;

function short(outcome: Outcome): string {
  if ('rows' in outcome) return `=${outcome.rows.map((row) => row.join(',')).join(' ') || 'none'}`;
  if ('error' in outcome) return `!${outcome.error}`;
  return 'blocked' in outcome || 'skipped' in outcome ? '?' : '';
}

const played = Array.from({ length: TRIED }, (_, seed) => {
  const schedule = serializableSchedule(seed);
  const run = play({ engine: 'postgres', level: 'serializable' }, SETUP, schedule.steps);
  if (!run.ok) throw new Error(run.message);
  const text = schedule.short.map((said, i) => `${said}${short(run.steps[i]?.outcome ?? { skipped: true })}`);
  const judged = judgeIsolation({ events: run.observations });
  if (!judged.ok) throw new Error(judged.why);
  const { graph, serializable } = judged.judgement;
  const passedBy = graph.edges.filter(({ kind }) => kind === 'rw').length;
  const refused = run.steps.some(
    ({ outcome }) => 'error' in outcome && /read\/write dependencies/.test(outcome.message),
  );
  return { seed, run, line: `${seed}: ${text.join('; ')}`, refused, passedBy, serializable };
});

it('what commits has a serial order', () => {
  expect(played.filter(({ serializable }) => !serializable).map(({ line }) => line)).toEqual([]);
});

it('who is refused is as it was recorded', () => {
  const refused = played.filter((p) => p.refused).slice(0, KEPT);
  const near = played.filter((p) => !p.refused && p.passedBy > 1).slice(0, KEPT);
  const text = `${[...refused, ...near].map(({ line }) => line).join('\n')}\n`;
  if (process.env.GOLDEN === 'record') writeFileSync(FILE, text);
  expect(refused.length).toBeGreaterThan(150);
  expect(text.split('\n')).toEqual(readFileSync(FILE, 'utf8').split('\n'));
});
