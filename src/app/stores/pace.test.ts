import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

test('what takes 10 ms rests for 40, and what takes none never', () => {
  const pace = new Pace();
  expect(pace.rest(0)).toBeLessThanOrEqual(0);
  pace.did(100, 110);
  expect(pace.rest(110)).toBe(40);
  expect(pace.rest(150)).toBe(0);
  pace.did(150, 150);
  expect(pace.rest(150)).toBe(0);
});
