/** The theorems, over random traitors: within the bounds IC1 and IC2 hold, beyond them they can be broken. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listen, om, wordsOf } from './naive.test-data.ts';
import { type Case, cases, idsOf, specOf, traitor } from './random.test-data.ts';

const sample = (all: fc.Arbitrary<Case>, count: number) => fc.sample(all, { seed: 7, numRuns: count });

/** Runs a case and holds its decisions against the recursion of the paper, fed with what was said. */
function check({ n, m, algorithm, traitors, spec }: Case): readonly string[] {
  const { said, decisions, broken } = listen(spec);
  if (algorithm === 'OM') {
    const expected = om(m, ['C1'], idsOf(n).slice(1), said);
    for (const [id, decision] of decisions) {
      if (!traitors.includes(id)) expect([id, decision, spec]).toEqual([id, expected.get(id), spec]);
    }
  }
  return broken;
}

const OM_WITHIN = [
  [3, 0, 40],
  [4, 1, 80],
  [5, 1, 50],
  [6, 1, 30],
  [7, 2, 25],
  [8, 2, 8],
  [10, 3, 1],
] as const;
describe('OM(m) with n > 3m and at most m traitors keeps IC1 and IC2', () => {
  it.each(OM_WITHIN)('n = %i, m = %i', (n, m, count) => {
    for (let traitors = 0; traitors <= m; traitors++) {
      for (const one of sample(cases(n, m, 'OM', traitors), count))
        expect([check(one), one]).toEqual([[], one]);
    }
  });
});

/** n, m, and how many traitors. */
const OM_BEYOND = [
  [3, 1, 1],
  [4, 1, 2],
  [5, 2, 2],
  [6, 2, 2],
  [7, 1, 2],
  [7, 2, 3],
] as const;
describe('OM(m) beyond its bounds can be broken', () => {
  it.each(OM_BEYOND)('n = %i, m = %i, %i traitors', (n, m, traitors) => {
    const found = new Set(sample(cases(n, m, 'OM', traitors), 60).flatMap(check));
    expect([...found].filter((id) => id !== 'ic1' && id !== 'ic2')).toEqual([]);
    expect(found.size).toBeGreaterThan(0);
  });

  it('with a loyal commander IC2 breaks, with a traitor only IC1 can', () => {
    const broken = (n: number, m: number, commander: boolean) =>
      new Set(sample(cases(n, m, 'OM', 2, commander), 80).flatMap(check));
    expect(broken(4, 1, false)).toContain('ic2');
    expect([...broken(4, 1, true)]).toEqual(['ic1']);
    expect(broken(6, 2, false)).toContain('ic2');
    // Among the five lieutenants there is one traitor then: they agree on what each of them was told.
    expect([...broken(6, 2, true)]).toEqual([]);
  });
});

describe('SM(m) with at most m traitors keeps IC1 and IC2, whatever n is', () => {
  it.each([
    [3, 1, 120],
    [4, 1, 80],
    [4, 2, 120],
    [5, 3, 80],
    [7, 2, 40],
    [10, 3, 15],
  ] as const)('n = %i, m = %i', (n, m, count) => {
    for (let traitors = 0; traitors <= m; traitors++) {
      for (const one of sample(cases(n, m, 'SM', traitors), count))
        expect([check(one), one]).toEqual([[], one]);
    }
  });
});

describe('SM(m) with m + 1 traitors can be broken', () => {
  it.each([
    [4, 1],
    [6, 1],
    [5, 2],
    [7, 3],
    [10, 3],
  ] as const)('n = %i, m = %i: an order that only traitors have signed', (n, m) => {
    // The commander signs a second order for the first of a chain of traitors, and the last shows it to L1 when nobody can pass it on.
    const chain = idsOf(n).slice(-m);
    const secret = (next: string) => `retreat>*=nothing retreat>${next}=truth`;
    const inputs = [
      traitor('C1', `*=attack ${chain[0]}=both`),
      ...chain.map((id, i) => traitor(id, secret(chain[i + 1] ?? 'L1'))),
    ];
    const broken = (traitors: number) => listen(specOf(n, traitors, 'SM', 'attack', inputs)).broken;
    expect(broken(m)).toEqual(['ic1']);
    if (m < 3 && n > m + 3) expect(broken(m + 1)).toEqual([]);
  });

  it('at random too', () => {
    const found = new Set(sample(cases(4, 1, 'SM', 2), 400).flatMap(check));
    expect([...found]).toEqual(['ic1']);
  });
});

it('loyal generals say as many words as the paper counts', () => {
  const words = (n: number, m: number, algorithm: 'OM' | 'SM') =>
    listen(sample(cases(n, m, algorithm, 0), 1)[0]?.spec ?? {}).words;
  for (const [n, m] of [
    [3, 0] as const,
    [3, 1] as const,
    [4, 1] as const,
    [5, 2] as const,
    [7, 2] as const,
  ]) {
    expect(words(n, m, 'OM')).toBe(wordsOf(n, m));
  }
  expect([wordsOf(4, 1), wordsOf(7, 2), wordsOf(10, 3)]).toEqual([9, 156, 3609]);
  expect(words(10, 3, 'OM')).toBe(3609);
  for (const n of [3, 4, 7]) expect(words(n, 1, 'SM')).toBe((n - 1) ** 2);
});
