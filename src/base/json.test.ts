import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, jsonEqual } from './json.ts';

const shuffled = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(shuffled)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([k, v]) => [k, shuffled(v)]),
        )
      : value;

test('equal values have one canonical text, different values have two', () => {
  const data = fc.jsonValue({ maxDepth: 3 });
  fc.assert(
    fc.property(data, data, (a, b) => {
      expect(canonicalJson(shuffled(a))).toBe(canonicalJson(a));
      expect(jsonEqual(shuffled(a), a)).toBe(true);
      expect(JSON.parse(canonicalJson(a))).toEqual(JSON.parse(JSON.stringify(a)));
      expect(canonicalJson(a) === canonicalJson(b)).toBe(jsonEqual(a, b));
    }),
  );
});

test('undefined fields are left out, undefined elements are null, what has no JSON form is refused', () => {
  expect(canonicalJson({ b: 1, a: undefined })).toBe('{"b":1}');
  expect(canonicalJson([undefined, 1])).toBe('[null,1]');
  expect(jsonEqual({ a: undefined }, {})).toBe(true);
  expect(jsonEqual([], {})).toBe(false);
  expect(jsonEqual(null, {})).toBe(false);
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, () => 0, undefined, 1n]) {
    expect(() => canonicalJson(bad)).toThrow(TypeError);
  }
});
