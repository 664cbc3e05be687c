import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shared } from './shared.ts';

test('what is equal stays the same object, at every depth', () => {
  const before = { spec: { inputs: [{ at: 1 }, { at: 2 }], params: { a: [1, 2] } }, nodes: [{ id: 'S1' }] };
  const now = structuredClone(before);
  expect(shared(before, now)).toBe(before);
  (now.spec.inputs[1] as { at: number }).at = 3;
  const result = shared(before, now);
  expect(result).toEqual(now);
  expect(result.nodes).toBe(before.nodes);
  expect(result.spec.params).toBe(before.spec.params);
  expect(result.spec.inputs[0]).toBe(before.spec.inputs[0]);
  expect(result.spec.inputs).not.toBe(before.spec.inputs);
});

test('a field that is gone, new or of another kind is told', () => {
  for (const [before, now] of [
    [{ a: 1, b: 2 }, { a: 1 }],
    [{ a: 1 }, { a: 1, b: 2 }],
    [
      { a: undefined, b: 1 },
      { b: 1, c: undefined },
    ],
    [[1, 2], [1]],
    [[], {}],
    [{ a: null }, { a: {} }],
    [{ a: {} }, { a: null }],
  ]) {
    const result = shared<unknown>(before, now);
    expect(result).toStrictEqual(now);
    expect(result).not.toBe(before);
  }
});

test('whatever came before, the result says what is so now', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, now) => {
      const copy = structuredClone(now);
      expect(shared<unknown>(before, now)).toStrictEqual(copy);
      expect(now).toStrictEqual(copy);
      const again = structuredClone(now);
      if (typeof now === 'object' && now !== null) expect(shared<unknown>(now, again)).toBe(now);
    }),
    // Parsed: written out here it would be no field.
    { numRuns: 500, examples: [[{}, JSON.parse('{"__proto__":0}')]] },
  );
});
