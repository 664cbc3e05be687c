import fc from 'fast-check';
import { expect, test } from 'vitest';
import { from } from '../protolib/list.ts';
import * as map from '../protolib/map.ts';
import * as queue from '../protolib/queue.ts';
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

test('persistent maps become objects, their keys sorted, whatever the keys are called', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '$list'))),
      (keys) => {
        let value = map.empty<unknown>();
        for (const key of keys) value = map.set(value, key, from([key]));
        const object = plain({ deep: [value] }) as { deep: [object] };
        const expected = keys.map((key) => [key, [key]] as const).sort(([a], [b]) => (a < b ? -1 : 1));
        const entries = Object.entries(object.deep[0]);
        // JavaScript itself puts keys that are whole numbers first.
        const number = ([key]: readonly [string, unknown]) => /^(0|[1-9]\d*)$/.test(key);
        expect(entries.filter((e) => !number(e))).toEqual(expected.filter((e) => !number(e)));
        expect(new Map(entries)).toEqual(new Map(expected));
        expect(Object.getPrototypeOf(object.deep[0])).toBe(Object.prototype);
      },
    ),
  );
  let nested = map.set(map.empty<unknown>(), 'a', 1);
  nested = map.set(nested, '__proto__', nested);
  expect(Object.entries(plain(nested) as object)).toEqual([
    ['__proto__', { a: 1 }],
    ['a', 1],
  ]);
});

test('persistent queues become arrays of what waits', () => {
  let value = queue.empty<unknown>();
  for (let i = 0; i < 100; i++) value = queue.push(value, from([i]));
  for (let i = 0; i < 40; i++) value = queue.shift(value);
  expect(value.taken).toBeGreaterThan(0);
  expect(plain({ value })).toEqual({ value: Array.from({ length: 60 }, (_, i) => [40 + i]) });
});

test('a field called __proto__ stays a field', () => {
  const record = JSON.parse('{"__proto__": null}');
  Object.defineProperty(record, '__proto__', { value: from([1]), enumerable: true });
  const copy = plain(record) as object;
  expect(Object.entries(copy)).toEqual([['__proto__', [1]]]);
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
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
