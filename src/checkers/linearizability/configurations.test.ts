import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConfigurationSet, type MemoryBudget } from './configurations.ts';

const FIXED = 1;
const WORDS = 5;

/** Words of a bitset as the search has it: the window is bounded by full words before it and empty ones after. */
const configurations = fc.record({
  // A hash that says next to nothing: the set must not rely on it.
  hash: fc.nat(1),
  state: fc.nat(2),
  fixed: fc.nat(2),
  full: fc.nat(2),
  window: fc.array(fc.nat(2), { maxLength: 2 }),
});

test('it holds what was added, whatever the hashes', () => {
  fc.assert(
    fc.property(fc.array(configurations, { maxLength: 60 }), (list) => {
      const budget: MemoryBudget = { used: 0, limit: 1e9 };
      const set = new ConfigurationSet(FIXED, budget);
      const naive = new Set<string>();
      for (const { hash, state, fixed, full, window } of list) {
        const bits = new Int32Array(FIXED + WORDS);
        bits[0] = fixed;
        bits.fill(-1, FIXED, FIXED + full);
        bits.set(window, FIXED + full);
        const first = FIXED + full;
        let last = FIXED + WORDS - 1;
        while (last >= FIXED && bits[last] === 0) last--;
        const name = `${state} ${hash} ${bits}`;
        // As the set mixes the state in, all configurations of one `hash` collide.
        const colliding = hash ^ Math.imul(state + 1, 0x9e3779b1);
        expect(set.add(colliding, state, bits, first, last)).toBe(!naive.has(name));
        naive.add(name);
      }
      expect(budget.used > 0).toBe(list.length > 0);
      set.clear();
      expect(budget.used).toBe(0);
    }),
    { numRuns: 500 },
  );
});

test('it says when it is full', () => {
  const set = new ConfigurationSet(0, { used: 0, limit: 10_000 });
  let added = 0;
  for (; !set.full; added++) set.add(added, 0, Int32Array.of(added), 0, 0);
  expect(added).toBeGreaterThan(100);
  expect(added).toBeLessThan(2500);
});
