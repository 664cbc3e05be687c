import fc from 'fast-check';
import { expect, test } from 'vitest';
import { from } from '../protolib/list.ts';
import { plain } from './plain.ts';

test('persistent lists become arrays, however deep they lie and whatever their length', () => {
  for (const length of [0, 1, 31, 32, 33, 64, 1024, 1056, 1057, 2100]) {
    const values = Array.from({ length }, (_, i) => ({ term: i, nested: [i] }));
    expect(plain({ log: from(values), deep: [{ log: from(values) }] })).toEqual({
      log: values,
      deep: [{ log: values }],
    });
  }
  expect(plain(from([from([1, 2]), [3]]))).toEqual([[1, 2], [3]]);
});

test('what holds no list is not copied', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(plain(value)).toBe(value);
    }),
  );
  const same = { a: [1] };
  const mixed = { same, log: from([1]) };
  expect((plain(mixed) as typeof mixed).same).toBe(same);
});
