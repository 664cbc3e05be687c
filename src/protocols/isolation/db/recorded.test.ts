/**
 * What a real PostgreSQL 15 and a real InnoDB (MariaDB 10.11) did with random interleavings, recorded by `npm run verify:postgres -- --record` and
 * `npm run verify:mysql -- --record`: ours must do the same, to every outcome, wait, error code and final row.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Came, difference, ourResult, type Result } from '../../../testkit/verify-result.ts';
import { randomSchedule, type Taste } from '../../../testkit/verify-schedules.ts';
import type { EngineId, Level } from './state.ts';

type Line = [
  seed: number,
  level: Level,
  steps: [came: Came | null, releasedBy: number | null][],
  final: Result['final'],
];

function recorded(name: string): readonly Line[] {
  const path = fileURLToPath(new URL(`./recorded/${name}.jsonl`, import.meta.url));
  if (!existsSync(path)) throw new Error(`nothing is recorded of ${name}`);
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

const RECORDS: readonly (readonly [string, EngineId, Omit<Taste, 'level'>])[] = [
  ['postgres', 'postgres', { rich: true }],
  ['postgres-crowds', 'postgres', { rich: true, crowd: true }],
  ['mysql', 'mysql', { rich: false }],
];

describe.each(RECORDS)('%s', (name, engine, taste) => {
  const lines = recorded(name);

  it('does what the real one did', () => {
    const different = lines.flatMap(([seed, level, steps, final]) => {
      const theirs: Result = {
        steps: steps.map(([came, releasedBy]) => (releasedBy === null ? { came } : { came, releasedBy })),
        final,
      };
      const why = difference(ourResult(engine, randomSchedule(seed, { ...taste, level })), theirs);
      return why === null ? [] : [`seed ${seed}, ${level}: ${why}`];
    });
    expect(different).toEqual([]);
  });

  it('in a few hundred interleavings with waits and errors of many kinds', () => {
    expect(lines.length).toBeGreaterThanOrEqual(150);
    const came = lines.flatMap(([, , steps]) => steps);
    expect(came.filter(([, releasedBy]) => releasedBy !== null).length).toBeGreaterThan(150);
    const codes = new Set(came.flatMap(([c]) => (typeof c === 'string' ? [c] : [])));
    const known = engine === 'postgres' ? ['23505', '25P02', '40001', '40P01', '55P03'] : ['23000', '40001'];
    expect([...codes]).toEqual(expect.arrayContaining(known));
  });
});
