/** Histories made to be hard: much at once, little order. What can be known cheaply must not be searched for. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../base/json.ts';
import type { History, HistoryEvent, Operation } from '../history.ts';
import { DEFAULT_MEMORY } from './configurations.ts';
import { type Judgement, judge } from './judge.ts';
import type { Model } from './machine.ts';
import { modelOf } from './models.ts';
import { refuteOrder } from './naive.ts';
import { type Problem, pose } from './problem.ts';

/** `from`, `until`: when it was asked and answered; no `until`: never answered. A read's value is what it returned. */
interface Op {
  readonly f: 'read' | 'write' | 'cas';
  readonly value: Json;
  readonly from: number;
  readonly until?: number;
  /** What a cas returned, if not its value. */
  readonly result?: Json;
}

function posed(ops: readonly Op[]): Problem {
  const ends = ops.flatMap(({ f, value, from, until, result }, process) => {
    const event = (type: HistoryEvent['type'], time: number, v: Json) => ({
      time,
      process,
      type,
      f,
      value: v,
    });
    const asked = event('invoke', from, f === 'read' ? null : value);
    return until === undefined ? [asked] : [asked, event('ok', until, result ?? value)];
  });
  ends.sort((a, b) => a.time - b.time);
  const events = ends.map(({ time: _time, ...event }, i): HistoryEvent => ({ ...event, at: i + 1 }));
  const history: History = { events, place: 'line' };
  const result = pose(history, modelOf('cas-register') as Model);
  if (!result.ok) throw new Error(result.why);
  return result.problem;
}

/** Judges within so many steps; whatever is said of a prefix must hold. */
function judged(ops: readonly Op[], steps: number, memory = DEFAULT_MEMORY): Judgement {
  const problem = posed(ops);
  let asked = 0;
  const judgement = judge(problem, () => ++asked * 2000 > steps, memory);
  if (judgement.verdict === 'no') holds(problem, judgement.obstacle);
  return judgement;
}

function holds(
  { operations }: Problem,
  { prefix, blocked }: Extract<Judgement, { verdict: 'no' }>['obstacle'],
): void {
  const of = (ids: readonly number[]) => ids.map((id) => operations[id] as Operation);
  expect(refuteOrder(of(prefix), operations, false)).toBeNull();
  expect(blocked.length).toBeGreaterThan(0);
  for (const { operation } of blocked) {
    expect(refuteOrder(of([...prefix, operation]), operations, false)).toContain('not legal');
  }
}

const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
/** Distinct values, all at the same time. */
const crowd = (n: number) => many(n, (i): Op => ({ f: 'write', value: i, from: i, until: 1000 + i }));
const readLater = (value: Json): Op => ({ f: 'read', value, from: 3000, until: 3001 });

describe('what needs no search', () => {
  test('24 writes at once, and a read of what nobody wrote', () => {
    const judgement = judged([...crowd(24), readLater(99)], 4000);
    expect(judgement).toMatchObject({
      verdict: 'no',
      obstacle: { largest: true, reason: { kind: 'unwritten' } },
    });
    if (judgement.verdict === 'no') expect(judgement.obstacle.prefix.length).toBe(24);
  });

  test('a read among them of what nobody wrote', () => {
    const read: Op = { f: 'read', value: 99, from: 500, until: 1500 };
    const judgement = judged([...crowd(24), read], 4000);
    expect(judgement).toMatchObject({ verdict: 'no', obstacle: { largest: true, prefix: { length: 24 } } });
  });

  test('as many such reads as writes, and more writes behind them', () => {
    const reads = many(24, (i): Op => ({ f: 'read', value: 100 + i, from: 500 + i / 100, until: 1500 + i }));
    const behind = crowd(24).map(
      (op): Op => ({ ...op, from: op.from + 5000, until: (op.until ?? 0) + 5000 }),
    );
    const judgement = judged([...crowd(24), ...reads, ...behind], 4000);
    expect(judgement).toMatchObject({ verdict: 'no', obstacle: { largest: true, prefix: { length: 24 } } });
  });

  test('a value that only an impossible cas could have left', () => {
    const cas: Op = { f: 'cas', value: [98, 99], from: 2000 };
    expect(judged([...crowd(24), cas, readLater(99)], 4000)).toMatchObject({
      verdict: 'no',
      obstacle: { largest: true, reason: { kind: 'unfounded' } },
    });
  });

  test('a lost update in a crowd', () => {
    const spend = (next: number): Op => ({ f: 'cas', value: [7, next], from: 10, until: 2000 + next });
    const judgement = judged([...crowd(24), spend(100), spend(101)], 4000);
    expect(judgement).toMatchObject({ verdict: 'no', obstacle: { reason: { kind: 'spent' } } });
    if (judgement.verdict === 'no') {
      expect(judgement.obstacle.largest).toBe(true);
      expect(judgement.obstacle.prefix.length).toBe(25);
    }
  });

  test('two that read one crowd in opposite order', () => {
    const at = (value: number, from: number): Op => ({ f: 'read', value, from, until: from + 1 });
    expect(judged([...crowd(24), at(3, 100), at(4, 110), at(3, 4000), at(4, 4010)], 20_000)).toMatchObject({
      verdict: 'no',
      obstacle: { reason: { kind: 'reverted' } },
    });
  });
});

/** There and back again, and yet found there: no two of these operations contradict one another, all of them do. */
const contradiction: Op[] = [
  { f: 'write', value: 900, from: 8000, until: 8001 },
  { f: 'cas', value: [900, 901], from: 8010, until: 8020 },
  { f: 'cas', value: [901, 900], from: 8011, until: 8021 },
  { f: 'read', value: 901, from: 8030, until: 8031 },
];

describe('what is searched with few steps', () => {
  test('40 writes of one value at once', () => {
    const equal = many(40, (i): Op => ({ f: 'write', value: 1, from: i, until: 1000 + ((i * 7) % 40) }));
    const reads = many(10, (i): Op => ({ f: 'read', value: 1, from: 10 + i, until: 1500 + i }));
    const judgement = judged([...equal, ...reads, ...contradiction], 20_000);
    expect(judgement).toMatchObject({ verdict: 'no', obstacle: { largest: true, prefix: { length: 53 } } });
  });

  test('40 writes of distinct values that nobody reads', () => {
    const judgement = judged([...crowd(40), ...contradiction], 20_000);
    expect(judgement).toMatchObject({ verdict: 'no', obstacle: { largest: true, prefix: { length: 43 } } });
  });

  test('200 writes that were never answered, each read, one read twice', () => {
    const pending = many(200, (i): Op => ({ f: 'write', value: i, from: i }));
    const read = (value: number, k: number): Op => ({
      f: 'read',
      value,
      from: 5000 + 2 * k,
      until: 5001 + 2 * k,
    });
    const reads = many(200, (i) => read(199 - i, i));
    expect(judged([...pending, ...reads], 200_000).verdict).toBe('yes');
    const judgement = judged([...pending, ...reads, read(100, 200)], 200_000);
    expect(judgement).toMatchObject({ verdict: 'no', obstacle: { largest: true, prefix: { length: 400 } } });
  });

  test('200 equal writes that were never answered', () => {
    const pending = many(200, (i): Op => ({ f: 'write', value: 7, from: i }));
    const turns = many(201, (k): Op[] => [
      { f: 'write', value: 1, from: 5000 + 10 * k, until: 5001 + 10 * k },
      { f: 'read', value: 7, from: 5005 + 10 * k, until: 5006 + 10 * k },
    ]);
    expect(judged([...pending, ...turns.slice(1).flat()], 500_000).verdict).toBe('yes');
    expect(judged([...pending, ...turns.flat()], 500_000).verdict).toBe('no');
  });

  test('a chain of 60 cas at once, asked for in the wrong order; and one with a link missing', () => {
    const link = (i: number): Op => ({ f: 'cas', value: [i, i + 1], from: 100 - i, until: 1000 + i });
    const start: Op = { f: 'write', value: 0, from: 0, until: 1 };
    const chain = many(60, link);
    expect(judged([start, ...chain, readLater(60)], 50_000).verdict).toBe('yes');
    const judgement = judged([start, ...chain.filter((_, i) => i !== 30), readLater(60)], 50_000);
    expect(judgement).toMatchObject({ verdict: 'no', obstacle: { largest: true } });
  });

  test('two chains of cas that share every value', () => {
    const ring = many(12, (i): Op => ({ f: 'cas', value: [i % 4, (i + 1) % 4], from: i, until: 1000 + i }));
    const start: Op = { f: 'write', value: 0, from: -2, until: -1 };
    expect(judged([start, ...ring, readLater(0)], 50_000).verdict).toBe('yes');
    expect(judged([start, ...ring, readLater(1)], 200_000)).toMatchObject({
      verdict: 'no',
      obstacle: { largest: true },
    });
  });
});

describe('what is beyond a search', () => {
  /** Every value is wanted by a read of its own, so that it matters which writes are still to come. */
  const wanted = (n: number): Op[] => [
    ...crowd(n),
    ...many(n, (i): Op => ({ f: 'read', value: i, from: 500 + i / 100, until: 2000 + i })),
  ];

  test('is said to be unknown when a stated memory is full', () => {
    const judgement = judged([...wanted(26), ...contradiction], 1e9, 1_000_000);
    expect(judgement).toMatchObject({ verdict: 'unknown', why: 'memory' });
    expect(judgement.steps).toBeLessThan(1_000_000);
  });

  test('with a proof it is no all the same, and the prefix is said to be the longest met', () => {
    // Each pair of cas is a lost update: three prefixes of a kind would have to be compared to know the largest.
    const spends = many(8, (i): Op[] =>
      [0, 1].map(
        (k): Op => ({ f: 'cas', value: [i, 100 + 2 * i + k], from: 20 + i, until: 2500 + 2 * i + k }),
      ),
    ).flat();
    const judgement = judged([...wanted(26), ...spends, ...contradiction], 1e9);
    expect(judgement).toMatchObject({
      verdict: 'no',
      obstacle: { reason: { kind: 'spent' }, largest: false },
    });
    expect(judgement.steps).toBeLessThan(600_000);
  });

  test('stopped early with a proof in hand, it is no too', () => {
    const spends = many(2, (k): Op => ({ f: 'cas', value: [0, 100 + k], from: 20, until: 2500 + k }));
    const problem = posed([
      ...wanted(26),
      ...spends,
      ...spends.map((op) => ({ ...op, value: [1, 3] })),
      ...contradiction,
    ]);
    let asked = 0;
    expect(judge(problem, () => ++asked === 2)).toMatchObject({
      verdict: 'no',
      obstacle: { largest: false },
    });
  });
});
