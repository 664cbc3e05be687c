import { expect, test } from 'vitest';
import { checkClocks } from './clocks.ts';
import { EXAMPLES } from './examples.ts';
import { readLog } from './read.ts';

const read = (id: string) => {
  const result = readLog(EXAMPLES.find((example) => example.id === id)?.text ?? '');
  if (!result.ok) throw new Error(result.why);
  return result.log.executions[0];
};

test('the first example is sound', () => {
  const log = read('stale');
  expect(log).toMatchObject({ hosts: ['alice', 'primary', 'bob', 'replica'], rejectedCount: 0 });
  expect(log && checkClocks(log).breaches).toEqual([]);
});

test('the second has lines that cannot be read, and clocks of several kinds that cannot be', () => {
  const log = read('mistakes');
  expect(log?.rejectedCount).toBe(2);
  expect(log?.rejected.map(({ why }) => why)).toEqual([
    expect.stringMatching(/does not fit/),
    expect.stringMatching(/not JSON/),
  ]);
  const breaches = log ? checkClocks(log).breaches.map(({ why }) => why) : [];
  expect(breaches.length).toBeGreaterThanOrEqual(3);
  for (const said of [/never goes back/, /the last in the log/, /is missing/]) {
    expect(breaches.some((why) => said.test(why))).toBe(true);
  }
});
