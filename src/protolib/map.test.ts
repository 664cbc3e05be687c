import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashString } from '../base/hash.ts';
import { deepFreeze } from '../engine/freeze.ts';
import type { PersistentMap } from './map.ts';
import * as map from './map.ts';

/** Four keys of one hash, found by search. */
const COLLIDING = ['IaifaJjifa', 'Iaifarxaha', 'qCahaJjifa', 'qCaharxaha'];
/** Keys whose hashes agree in their low 15 bits, so that they part only at the fourth level. */
const CLOSE = (() => {
  const groups = new Map<number, string[]>();
  for (let i = 0; ; i++) {
    const low = hashString(`k${i}`) & 0x7fff;
    const group = groups.get(low) ?? [];
    group.push(`k${i}`);
    if (group.length === 4) return group;
    groups.set(low, group);
  }
})();
const ODD = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  '0',
  '10',
  '9',
  '$map',
  'ä',
  '\ud83d',
];

const key = fc.oneof(
  fc.constantFrom(...COLLIDING, ...CLOSE, ...ODD),
  fc.nat(400).map((n) => `x${n}`),
);
type Edit = { set: string; value: number } | { remove: string } | { fill: number };
const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ set: key, value: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ remove: key }) },
  { weight: 1, arbitrary: fc.record({ fill: fc.nat(80) }) },
);

function apply(value: PersistentMap<number>, twin: Map<string, number>, e: Edit): PersistentMap<number> {
  if ('remove' in e) {
    twin.delete(e.remove);
    return map.remove(value, e.remove);
  }
  const pairs: [string, number][] =
    'set' in e ? [[e.set, e.value]] : Array.from({ length: e.fill }, (_, i) => [`x${i}`, i]);
  let result = value;
  for (const [k, v] of pairs) {
    twin.set(k, v);
    result = map.set(result, k, v);
  }
  return result;
}

const sorted = (pairs: Iterable<[string, number]>) => [...pairs].sort(([a], [b]) => (a < b ? -1 : 1));

/** A map's content as a reader who knows only the documented shape would find it, and whether the shape is the documented one. */
function unfold({ root }: PersistentMap<number>): [string, number][] {
  const found: [string, number][] = [];
  const walk = (slot: unknown, level: number) => {
    if (Array.isArray(slot)) {
      if (slot.length === 0) throw new Error('an empty bucket');
      for (let i = 0; i < slot.length; i += 2) {
        found.push([slot[i], slot[i + 1]]);
        if (hashString(slot[i]) !== hashString(slot[0])) throw new Error(`${slot[i]} is in the wrong bucket`);
      }
      return;
    }
    const { bits, slots } = slot as { bits: number; slots: unknown[] };
    const set = Array.from({ length: 32 }, (_, i) => i).filter((i) => (bits >>> i) & 1);
    if (slots.length !== set.length) throw new Error(`${slots.length} slots for ${set.length} bits`);
    // A branch for a single bucket is a detour.
    if (level > 0 && slots.length === 1 && Array.isArray(slots[0]))
      throw new Error('a branch for one bucket');
    slots.forEach((child, i) => {
      const before = found.length;
      walk(child, level + 1);
      for (const [k] of found.slice(before)) {
        if (((hashString(k) >>> (5 * level)) & 31) !== set[i]) throw new Error(`${k} is in the wrong branch`);
      }
    });
  };
  walk(root, 0);
  return found;
}

describe('a persistent map', () => {
  it('is tested with keys that collide and keys that nearly do', () => {
    expect(new Set(COLLIDING).size).toBe(4);
    expect(new Set(COLLIDING.map(hashString)).size).toBe(1);
    expect(new Set(CLOSE.map(hashString)).size).toBe(4);
  });

  it('is what a Map would be after any edits, and leaves every older version as it was', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40, size: 'max' }), (edits) => {
        let value = map.empty<number>();
        const twin = new Map<string, number>();
        const versions: [PersistentMap<number>, [string, number][]][] = [];
        for (const e of edits) {
          value = apply(deepFreeze(value), twin, e);
          versions.push([value, sorted(twin)]);
        }
        for (const [v, pairs] of versions) {
          expect(v.size).toBe(pairs.length);
          expect(sorted(map.entries(v))).toEqual(pairs);
          expect(sorted(unfold(v))).toEqual(pairs);
          const known = new Map(pairs);
          const asked = [...COLLIDING, ...CLOSE, ...ODD, 'x0', 'x79', 'x400'];
          const answers = asked.map((k) => [k, map.get(v, k), map.has(v, k)]);
          expect(answers).toEqual(asked.map((k) => [k, known.get(k), known.has(k)]));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('has a shape that its content decides, not its past', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...CLOSE, ...ODD, 'x1', 'x2')),
        fc.array(key),
        (keep, passing) => {
          let straight = map.empty<number>();
          for (const k of [...keep].sort()) straight = map.set(straight, k, 1);
          let detour = map.empty<number>();
          for (const k of [...passing, ...keep]) detour = map.set(detour, k, 1);
          for (const k of passing) if (!keep.includes(k)) detour = map.remove(detour, k);
          expect(detour).toEqual(straight);
        },
      ),
    );
  });

  it('stays the same object where an edit changes nothing', () => {
    const a = map.set(
      map.set(map.empty<number>(), COLLIDING[0] as string, 1),
      COLLIDING[1] as string,
      Number.NaN,
    );
    expect(map.set(a, COLLIDING[0] as string, 1)).toBe(a);
    expect(map.set(a, COLLIDING[1] as string, Number.NaN)).toBe(a);
    expect(map.remove(a, COLLIDING[2] as string)).toBe(a);
    expect(map.remove(a, 'nobody')).toBe(a);
  });

  it('shares structure between versions', () => {
    let a = map.empty<number>();
    for (let i = 0; i < 5000; i++) a = map.set(a, `k${i}`, i);
    const b = map.set(a, 'k77', -1);
    expect(b.root.slots.filter((slot, i) => slot === a.root.slots[i])).toHaveLength(a.root.slots.length - 1);
  });

  it('is plain data, knows itself, and becomes an ordinary object', () => {
    let a = map.empty<number>();
    for (const k of ['b', '__proto__', 'a', 'constructor']) a = map.set(a, k, k.length);
    expect(JSON.parse(JSON.stringify(a))).toEqual(a);
    expect([map.isMap(a), map.isMap({ a: 1 }), map.isMap(null)]).toEqual([true, false, false]);
    const object = map.toObject(a);
    expect(Object.entries(object)).toEqual([
      ['__proto__', 9],
      ['a', 1],
      ['b', 1],
      ['constructor', 11],
    ]);
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
  });
});
