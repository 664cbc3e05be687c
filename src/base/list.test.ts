import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { List } from './list.ts';
import * as list from './list.ts';

/** The list as a reader who knows only the documented shape would flatten it. */
function flatten(value: List<unknown>): unknown[] {
  const walk = (node: readonly unknown[], depth: number): unknown[] =>
    depth === 0 ? [...node] : node.flatMap((child) => walk(child as readonly unknown[], depth - 1));
  return [...walk(value.root, value.depth), ...value.tail];
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const child of Object.values(value)) deepFreeze(child);
  }
  return value;
}

type Edit =
  | { do: 'append'; values: number[] }
  | { do: 'grow'; by: number }
  | { do: 'truncate'; part: number }
  | { do: 'set'; part: number; value: number };

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ do: fc.constant('append' as const), values: fc.array(fc.nat(99), { maxLength: 70 }) }),
  fc.record({ do: fc.constant('grow' as const), by: fc.constantFrom(1, 31, 32, 33, 1000, 1100) }),
  fc.record({ do: fc.constant('truncate' as const), part: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({
    do: fc.constant('set' as const),
    part: fc.double({ min: 0, max: 0.999, noNaN: true }),
    value: fc.nat(99),
  }),
);

function apply(value: List<number>, twin: number[], e: Edit): [List<number>, number[]] {
  switch (e.do) {
    case 'append':
      return [list.appendAll(value, e.values), [...twin, ...e.values]];
    case 'grow': {
      const more = Array.from({ length: e.by }, (_, i) => twin.length + i);
      return [list.appendAll(value, more), [...twin, ...more]];
    }
    case 'truncate': {
      const length = Math.round(e.part * twin.length);
      return [list.truncate(value, length), twin.slice(0, length)];
    }
    case 'set': {
      if (twin.length === 0) return [value, twin];
      const index = Math.floor(e.part * twin.length);
      return [list.set(value, index, e.value), twin.with(index, e.value)];
    }
  }
}

describe('a persistent list', () => {
  it('is what a plain array would be after any edits, and leaves every older version as it was', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), fc.nat(2000), (edits, start) => {
        let value = list.empty<number>();
        let twin: number[] = [];
        const versions: [List<number>, number[]][] = [];
        for (const e of edits) {
          [value, twin] = apply(deepFreeze(value), twin, e);
          versions.push([value, twin]);
        }
        for (const [v, t] of versions) {
          expect(v.length).toBe(t.length);
          expect(list.toArray(v)).toEqual(t);
          expect(flatten(v)).toEqual(t);
          expect([...list.iterate(v)]).toEqual(t);
          expect(list.last(v)).toBe(t.at(-1));
          expect(list.slice(v, start, start + 50)).toEqual(t.slice(start, start + 50));
          for (const i of [-1, 0, start, t.length - 1, t.length]) {
            expect(list.get(v, i)).toBe(i < 0 ? undefined : t[i]);
          }
        }
        const [first] = versions;
        for (const [v, t] of versions) {
          if (first === undefined) continue;
          const common = t.findIndex((x, i) => i >= first[1].length || x !== first[1][i]);
          expect(list.commonPrefix(v, first[0])).toBe(common < 0 ? t.length : common);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('holds three levels', () => {
    const n = 32 ** 3 + 40;
    const value = list.from(Array.from({ length: n }, (_, i) => i));
    expect(value.depth).toBe(3);
    for (const i of [0, 31, 32, 1023, 1024, 32767, 32768, n - 1]) expect(list.get(value, i)).toBe(i);
    expect(list.truncate(value, 1024 + 32).depth).toBe(1);
    expect(list.toArray(list.truncate(value, 1025))).toEqual(Array.from({ length: 1025 }, (_, i) => i));
  });

  it('shares structure between versions', () => {
    const a = list.from(Array.from({ length: 5000 }, (_, i) => i));
    const b = list.append(list.append(a, 1), 2);
    expect(b.root).toBe(a.root);
    const c = list.set(a, 10, -1);
    expect(c.root.filter((child, i) => child === a.root[i])).toHaveLength(a.root.length - 1);
    const d = list.truncate(a, 3000);
    expect(d.root[0]).toBe(a.root[0]);
    expect(d.root[1]).toBe(a.root[1]);
  });

  it('is plain data and knows itself', () => {
    const value = list.from(['a', 'b']);
    expect(JSON.parse(JSON.stringify(value))).toEqual(value);
    expect(list.isList(value)).toBe(true);
    expect(list.isList(['a'])).toBe(false);
    expect(list.isList(null)).toBe(false);
  });

  it('refuses to set what is not there', () => {
    expect(() => list.set(list.empty<number>(), 0, 1)).toThrow(RangeError);
    expect(() => list.set(list.from([1]), -1, 1)).toThrow(RangeError);
  });

  it('compares by a given equality where identity fails', () => {
    const a = list.from([{ v: 1 }, { v: 2 }, { v: 3 }]);
    const b = list.from([{ v: 1 }, { v: 2 }, { v: 4 }]);
    expect(list.commonPrefix(a, b)).toBe(0);
    expect(list.commonPrefix(a, b, (x, y) => x.v === y.v)).toBe(2);
  });
});
