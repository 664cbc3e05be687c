/**
 * Golden runs: what happens in each scenario, as text a person can check. `GOLDEN=record npx vitest run src/protocols/isolation/golden.test.ts`
 * writes them anew; read the difference before keeping it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { simulate } from '../../testkit/simulate.ts';
import { protocol } from './protocol.ts';
import { scenarios } from './scenarios.ts';
import { story } from './story.test-data.ts';

const folder = fileURLToPath(new URL('./traces/', import.meta.url));
const record = process.env.GOLDEN === 'record';

describe('golden runs', () => {
  it.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (id, { spec }) => {
    const text = story(simulate(protocol, spec));
    const file = `${folder}${id}.txt`;
    if (record) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });

  it('has no record without its scenario', () => {
    const files = readdirSync(folder).sort();
    expect(files).toEqual(scenarios.map(({ id }) => `${id}.txt`).sort());
  });
});
