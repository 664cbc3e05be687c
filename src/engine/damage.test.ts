import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain } from '../base/plain.ts';
import { from } from '../protolib/list.ts';
import { empty as emptyMap, get, set } from '../protolib/map.ts';
import { empty as emptyQueue, push, shift } from '../protolib/queue.ts';
import { flipBits } from './damage.ts';
import type { NodeInfo } from './runspec.ts';

const nodes: NodeInfo[] = ['S1', 'S2', 'S3', 'C1'].map((id, index) => ({
  id,
  role: id.startsWith('S') ? 'server' : 'client',
  index,
}));
/** Picks these numbers in turn, each brought into range. */
function picking(numbers: readonly number[]): (n: number) => number {
  let i = 0;
  return (n) => (numbers[i++ % numbers.length] as number) % n;
}
const numbers = fc.array(fc.nat(), { minLength: 1, maxLength: 8 });

/** Paths at which two values differ. */
function differences(a: unknown, b: unknown, path = ''): string[] {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null)
    return Object.is(a, b) ? [] : [path];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) =>
    differences((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], `${path}/${key}`),
  );
}

const leaf = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
  fc.boolean(),
  fc.string(),
  fc.constantFrom('S1', 'C1'),
  fc.constant(null),
);
const { data } = fc.letrec((tie) => ({
  data: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('data'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'type', 'term'), tie('data'), { maxKeys: 4 }),
  ),
}));

test('exactly one leaf changes, to another of its kind; the value given stays as it was; fields named type are left', () => {
  let changed = 0;
  fc.assert(
    fc.property(data, numbers, (value, picks) => {
      const before = structuredClone(value);
      const after = flipBits(value, nodes, picking(picks));
      expect(value).toEqual(before);
      const where = differences(value, after);
      expect(where.length).toBeLessThanOrEqual(1);
      if (where.length === 0) return;
      changed++;
      const path = (where[0] as string).split('/').slice(1);
      expect(path).not.toContain('type');
      const at = (v: unknown) => path.reduce((inner, key) => (inner as Record<string, unknown>)[key], v);
      expect(typeof at(after)).toBe(typeof at(value));
      if (typeof at(after) === 'number') expect(Number.isFinite(at(after))).toBe(true);
      if (typeof at(after) === 'string')
        expect((at(after) as string).length).toBe((at(value) as string).length);
    }),
    { numRuns: 500 },
  );
  expect(changed).toBeGreaterThan(200);
});

test('numbers have one of their lowest bits flipped, truths are turned round, names become those of others of the role', () => {
  const all = (value: unknown) => {
    const seen = new Set<unknown>();
    for (let i = 0; i < 16; i++)
      for (let k = 0; k < 16; k++) seen.add(flipBits(value, nodes, picking([0, i, k])));
    return [...seen];
  };
  expect(all(0).sort()).toEqual([1, 2, 4, 8]);
  expect(all(5).sort()).toEqual([1, 13, 4, 7]);
  expect(all(2 ** 40)).toContain(2 ** 40 + 1);
  expect(all(true)).toEqual([false]);
  expect(all('S1').sort()).toEqual(['S2', 'S3']);
  // The only one of its role has no other name to take.
  for (const name of all('C1')) expect(nodes.map((n) => n.id)).not.toContain(name);
  for (const nothing of ['', null, {}, [], { type: 'only' }])
    expect(flipBits(nothing, nodes, () => 0)).toBe(nothing);
});

describe('what protolib keeps stays whole: an element changes, never its make', () => {
  const some = fc.integer({ min: 1, max: 80 });

  test('a list', () => {
    fc.assert(
      fc.property(some, numbers, (length, picks) => {
        const list = from(Array.from({ length }, (_, i) => ({ term: i })));
        const after = flipBits(list, nodes, picking(picks)) as typeof list;
        expect([after.length, after.depth]).toEqual([list.length, list.depth]);
        const where = differences(plain(list), plain(after));
        expect(where).toEqual([expect.stringMatching(/^\/\d+\/term$/)]);
      }),
    );
  });

  test('a map: its values, at any depth', () => {
    fc.assert(
      fc.property(some, numbers, (size, picks) => {
        let map = emptyMap<number>();
        for (let i = 0; i < size; i++) map = set(map, `k${i}`, i);
        const after = flipBits(map, nodes, picking(picks)) as typeof map;
        expect(differences(plain(map), plain(after)).length).toBe(1);
        for (let i = 0; i < size; i++) expect(get(after, `k${i}`)).toBeTypeOf('number');
      }),
    );
  });

  test('a queue', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 80 }), numbers, (size, picks) => {
        let queue = emptyQueue<number>();
        for (let i = 0; i < size; i++) queue = push(queue, i);
        queue = shift(queue);
        const after = flipBits(queue, nodes, picking(picks)) as typeof queue;
        expect(after.taken).toBe(queue.taken);
        // Bits of what was taken already may flip: nobody will ever see it.
        expect(differences(plain(queue), plain(after)).length).toBeLessThanOrEqual(1);
        expect(differences(queue, after).length).toBe(1);
      }),
    );
  });
});

test('a number too large to feel a low bit changes all the same, and stays a number', () => {
  for (const large of [2 ** 53, -(2 ** 60), 1.5e300, Number.MAX_VALUE]) {
    for (let bit = 0; bit < 4; bit++) {
      const flipped = flipBits({ n: large }, nodes, picking([0, bit])) as { n: number };
      expect(flipped.n).not.toBe(large);
      expect(Number.isFinite(flipped.n)).toBe(true);
    }
  }
});
