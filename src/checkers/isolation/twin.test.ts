import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeIsolation } from './judge.ts';
import { histories, type Shape } from './random.test-data.ts';
import { explainByPermutation, explainSerially, refuteSerial, topological } from './serial.ts';

function judged(history: Parameters<typeof judgeIsolation>[0], open?: 'commit') {
  const result = judgeIsolation(history, open ? { open } : {});
  if (!result.ok) throw new Error(result.why);
  return result;
}

const SHAPES: Readonly<Record<string, Shape>> = {
  'no control at all': { transactions: 4, rows: 3, operations: 16, searches: true, decent: false },
  'mostly decent': { transactions: 5, rows: 3, operations: 20, searches: true, decent: true },
  'rows only': { transactions: 4, rows: 2, operations: 12, searches: false, decent: true },
};

describe.each(Object.entries(SHAPES))('random histories, %s', (_, shape) => {
  test('no cycle: every order along the edges explains the history; no order explains it: a cycle', () => {
    const seen = { acyclic: 0, explained: 0, none: 0 };
    fc.assert(
      fc.property(histories(shape), fc.boolean(), (history, open) => {
        const { chronicle, judgement } = judged(history, open ? 'commit' : undefined);
        const naive = explainByPermutation(chronicle);
        if (judgement.serializable) {
          seen.acyclic++;
          const order = topological(judgement.graph);
          expect(order).not.toBeNull();
          expect(refuteSerial(chronicle, order ?? [])).toBeNull();
          expect(naive.verdict).toBe('yes');
        }
        if (naive.verdict === 'no') {
          seen.none++;
          expect(judgement.serializable).toBe(false);
          expect(judgement.anomalies.length).toBeGreaterThan(0);
        } else seen.explained++;
        expect(explainSerially(chronicle, judgement.graph).verdict).toBe(naive.verdict);
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(seen.acyclic, seen.none)).toBeGreaterThan(50);
    // Blind writes: explained by an order although there is a cycle.
    expect(seen.explained).toBeGreaterThan(seen.acyclic);
  });
});

test('where nobody writes what he has not read, the cycle and the lack of an order are the same', () => {
  const shape = {
    transactions: 4,
    rows: 3,
    operations: 18,
    searches: false,
    decent: false,
    seenWrites: true,
  };
  const seen = { yes: 0, no: 0 };
  fc.assert(
    fc.property(histories(shape), (history) => {
      const { chronicle, judgement } = judged(history);
      const { verdict } = explainByPermutation(chronicle);
      if (verdict !== 'unknown') seen[verdict]++;
      expect(verdict).toBe(judgement.serializable ? 'yes' : 'no');
    }),
    { numRuns: 2000 },
  );
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(40);
});

test('a weaker level is kept wherever a stronger one is', () => {
  const chains = [
    ['PL-1', 'PL-2', 'MAV', 'PL-2+', 'PL-SI', 'PL-3'],
    ['PL-2', 'PL-2.99', 'PL-3'],
    ['ANSI read committed', 'ANSI repeatable read', 'ANSI serializable'],
    ['locking read committed', 'locking repeatable read', 'locking serializable'],
  ];
  fc.assert(
    fc.property(histories({ ...(SHAPES['mostly decent'] as Shape) }), (history) => {
      const { judgement } = judged(history);
      const kept = new Set(judgement.levels.filter((l) => l.kept).map((l) => l.level as string));
      for (const chain of chains) {
        const holds = chain.map((level) => kept.has(level));
        expect(holds).toEqual([...holds].sort((a, b) => Number(b) - Number(a)));
      }
    }),
    { numRuns: 2000 },
  );
});
