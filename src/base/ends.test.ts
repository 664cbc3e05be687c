import fc from 'fast-check';
import { expect, test } from 'vitest';
import { between, joined, sharedEnds } from './ends.ts';

test('what is between the ends, put between them again, gives the list', () => {
  const list = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 12 });
  fc.assert(
    fc.property(list, list, (old, now) => {
      const ends = sharedEnds(old, now);
      if (ends === null) {
        expect(old.length > 0 && now.length > 0 && old[0] === now[0]).toBe(false);
        return;
      }
      expect(ends.first + ends.last).toBeLessThanOrEqual(Math.min(old.length, now.length));
      expect(joined(old, ends, between(now, ends))).toEqual(now);
    }),
  );
});

test('one element changed, put in or taken out leaves all others to the ends', () => {
  const old = ['a', 'b', 'c', 'd'];
  expect(sharedEnds(old, ['a', 'b', 'x', 'd'])).toEqual({ first: 2, last: 1 });
  expect(sharedEnds(old, ['a', 'x', 'b', 'c', 'd'])).toEqual({ first: 1, last: 3 });
  expect(sharedEnds(old, ['a', 'b', 'd'])).toEqual({ first: 2, last: 1 });
  expect(sharedEnds(old, [...old])).toEqual({ first: 4, last: 0 });
  expect(sharedEnds(old, ['x'])).toBe(null);
});
