/**
 * Where the draws of random tests begin. The test command makes the same ones on every machine and every day, so that it says something
 * about the code and not about the day; failing draws that were ever found are pinned in the tests. To look for new ones:
 *
 *     FAULTLINE_DRAWS=fresh npm test -- --only unit      other draws at every start; a failure prints its seed
 *     FAULTLINE_DRAWS=7 npm test -- --only unit          those of a seed
 */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

const FIXED = 20_260_101;

const { testPath } = expect.getState();
// Most files draw nothing, and loading the library for each of them takes longer than they do.
if (testPath !== undefined && readFileSync(testPath, 'utf8').includes('fast-check')) {
  const { default: fc } = await import('fast-check');
  const wish = process.env.FAULTLINE_DRAWS;
  if (wish !== 'fresh') fc.configureGlobal({ seed: wish === undefined ? FIXED : Number(wish) });
}
