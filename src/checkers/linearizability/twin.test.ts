import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from '../../base/json.ts';
import type { History, HistoryEvent, Operation } from '../history.ts';
import { checkLinearizability, type Judgement, judge, LinearizabilityCheck } from './judge.ts';
import type { Model } from './machine.ts';
import { modelOf } from './models.ts';
import { checkNaively, refuteOrder } from './naive.ts';
import { type Problem, pose } from './problem.ts';
import { crowds, histories, SHAPES } from './random.test-data.ts';
import type { Reason } from './reasons.ts';

function judged(history: History, model: string): { problem: Problem; judgement: Judgement } {
  const checked = checkLinearizability(history, model);
  if (!checked.ok) throw new Error(checked.why);
  return checked;
}

/** Whatever the answer, it must carry what proves it. */
function proves({ problem, judgement }: ReturnType<typeof judged>): void {
  const operation = (id: number) => problem.operations[id] as Operation;
  const of = (key: unknown) => problem.partitions.find((p) => p.key === key)?.operations ?? [];
  if (judgement.verdict === 'yes') {
    expect(judgement.linearizations.length).toBe(problem.partitions.length);
    for (const { key, order } of judgement.linearizations) {
      expect(refuteOrder(order.map(operation), of(key), true)).toBeNull();
    }
    return;
  }
  if (judgement.verdict !== 'no') throw new Error(judgement.verdict);
  const { key, prefix, largest, blocked, untaken, reason } = judgement.obstacle;
  expect(largest).toBe(true);
  const operations = of(key);
  expect(refuteOrder(prefix.map(operation), operations, false)).toBeNull();
  // No order of this object's operations alone places more: that is what makes it the largest.
  const known = prefix.filter((id) => operation(id).outcome === 'ok').length;
  expect(checkNaively(operations)).toEqual({ valid: false, placed: known });
  expect(blocked.length).toBeGreaterThan(0);
  const left = operations.filter(({ id }) => !prefix.includes(id));
  const free = left.filter(({ invoked }) => left.every(({ returned }) => returned > invoked));
  expect(blocked.map((b) => b.operation)).toEqual(free.filter((o) => o.outcome === 'ok').map((o) => o.id));
  for (const { operation: id, why } of blocked) {
    expect(refuteOrder([...prefix, id].map(operation), operations, false)).toBe(
      `operation ${id} is not legal`,
    );
    expect(why).toContain(operation(id).f);
  }
  for (const id of untaken) expect(operation(id).outcome).not.toBe('ok');
  if (reason !== null) expect(checkNaively(enough(reason, operations)).valid).toBe(false);
}

/** The operations a reason names, and whoever may have written what they found: these alone must contradict one another. */
function enough(reason: Reason, operations: readonly Operation[]): Operation[] {
  const named = new Set<number>(Object.values(reason).filter((v) => typeof v === 'number'));
  const texts = new Set<string>();
  for (const { id, f, value, result } of operations) {
    if (!named.has(id)) continue;
    if (f === 'read') texts.add(canonicalJson(result));
    if (f === 'cas') texts.add(canonicalJson((value as Json[])[0] as Json));
  }
  const leaves = ({ f, value }: Operation) =>
    f === 'write' ? value : f === 'cas' ? (value as Json[])[1] : undefined;
  return operations.filter((o) => {
    const left = leaves(o);
    return named.has(o.id) || (left !== undefined && texts.has(canonicalJson(left)));
  });
}

/** So many writes of nil, one after another, and then the history. */
function preceded(history: History, writes: number): History {
  const key = history.events[0]?.key;
  const write = { process: 9, f: 'write', ...(key === undefined ? {} : { key }), value: null, at: 0 };
  const before = Array.from({ length: writes }, () => [
    { ...write, type: 'invoke' as const },
    { ...write, type: 'ok' as const },
  ]);
  const events = [...before.flat(), ...history.events];
  return { ...history, events: events.map((event, i) => ({ ...event, at: i + 1 })) };
}

describe.each(Object.keys(SHAPES))('the search and the definition agree on random histories: %s', (model) => {
  test('same answer, and the proof of it holds', () => {
    const seen = { yes: 0, no: 0, unknown: 0 };
    const reasons = new Map<string, number>();
    fc.assert(
      fc.property(histories(model), (history) => {
        const result = judged(history, model);
        const { judgement } = result;
        seen[judgement.verdict]++;
        const kind = judgement.verdict === 'no' ? (judgement.obstacle.reason?.kind ?? 'none') : 'yes';
        reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
        const naive = checkNaively(result.problem.operations);
        expect(result.judgement.verdict).toBe(naive.valid ? 'yes' : 'no');
        proves(result);
      }),
      { numRuns: 2000 },
    );
    expect(seen.unknown).toBe(0);
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(400);
    // Contradictions of most kinds come up, and few histories have none that can be told in a sentence.
    for (const kind of ['unwritten', 'unwritten-yet', 'overwritten']) {
      expect([kind, (reasons.get(kind) ?? 0) > 0]).toEqual([kind, true]);
    }
    expect(reasons.get('none') ?? 0).toBeLessThan(seen.no / 2);
  });

  test('also where nearly everything happens at once', () => {
    const seen = { yes: 0, no: 0, unknown: 0 };
    fc.assert(
      fc.property(crowds(model), (history) => {
        const result = judged(history, model);
        const naive = checkNaively(result.problem.operations);
        expect(result.judgement.verdict).toBe(naive.valid ? 'yes' : 'no');
        proves(result);
        seen[result.judgement.verdict]++;
      }),
      { numRuns: Number(process.env.TWIN_RUNS ?? 1300) },
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(200);
  });

  test('also where the operations take more than a word of the bitset', () => {
    fc.assert(
      fc.property(histories(model), fc.integer({ min: 22, max: 34 }), (history, before) => {
        const result = judged(preceded(history, before), model);
        const naive = checkNaively(result.problem.operations);
        expect(result.judgement.verdict).toBe(naive.valid ? 'yes' : 'no');
        proves(result);
      }),
      { numRuns: 800 },
    );
  });

  test('what was there at first is as good as a write of it before all else', () => {
    fc.assert(
      fc.property(histories(model), fc.constantFrom<Json>(1, 2, null), (history, initial) => {
        const found = modelOf(model) as Model;
        const posed = pose(history, found, initial);
        if (!posed.ok) throw new Error(posed.why);
        const { keys } = SHAPES[model] as { keys: readonly string[] };
        const wrote = (keys.length === 0 ? [undefined] : keys).flatMap((key) =>
          (['invoke', 'ok'] as const).map((type): HistoryEvent => {
            return {
              process: 99,
              type,
              f: 'write',
              ...(key === undefined ? {} : { key }),
              value: initial,
              at: 0,
            };
          }),
        );
        const events = [...wrote, ...history.events].map((event, i) => ({ ...event, at: i + 1 }));
        const { problem, judgement } = judged({ ...history, events }, model);
        const own = judge(posed.problem);
        expect(own.verdict).toBe(judgement.verdict);
        if (own.verdict !== 'no' || judgement.verdict !== 'no') return;
        // Of two keys that are both wrong, the one asked for first is told of.
        if (own.obstacle.key !== judgement.obstacle.key) return;
        const known = (ids: readonly number[], { operations }: Problem) =>
          ids.filter((id) => operations[id]?.outcome === 'ok').length;
        expect(known(own.obstacle.prefix, posed.problem)).toBe(known(judgement.obstacle.prefix, problem) - 1);
      }),
      { numRuns: 500 },
    );
  });

  test('the answer does not depend on how the work is sliced', () => {
    fc.assert(
      fc.property(histories(model, 30), fc.integer({ min: 1, max: 7 }), (history, slice) => {
        const { problem, judgement } = judged(history, model);
        const check = new LinearizabilityCheck(problem);
        let answer: Judgement | null = null;
        while (answer === null) answer = check.advance(slice);
        expect({ ...answer, steps: 0 }).toEqual({ ...judgement, steps: 0 });
      }),
      { numRuns: 300 },
    );
  });
});

test('two reads that contradict one another are told as such, and prove it', () => {
  const seen = new Map<string, number>();
  const read = fc.record({ process: fc.nat(2), value: fc.constantFrom(1, 2) });
  fc.assert(
    fc.property(fc.boolean(), fc.array(read, { minLength: 4, maxLength: 12 }), (inTurn, moves) => {
      const events: HistoryEvent[] = [];
      const tell = (process: number, type: HistoryEvent['type'], f: string, value: Json) =>
        events.push({ process, type, f, value, at: events.length + 1 });
      // Two writes: the second begins after the first and is never answered, or they overlap.
      tell(8, 'invoke', 'write', 1);
      if (!inTurn) tell(9, 'invoke', 'write', 2);
      tell(8, 'ok', 'write', 1);
      tell(9, inTurn ? 'invoke' : 'ok', 'write', 2);
      const open = new Set<number>();
      for (const { process, value } of moves) {
        const ends = open.delete(process);
        if (!ends) open.add(process);
        tell(process, ends ? 'ok' : 'invoke', 'read', ends ? value : null);
      }
      const result = judged({ events, place: 'line' }, 'register');
      expect(result.judgement.verdict).toBe(checkNaively(result.problem.operations).valid ? 'yes' : 'no');
      proves(result);
      if (result.judgement.verdict !== 'no') return;
      const kind = result.judgement.obstacle.reason?.kind ?? 'none';
      expect(inTurn ? ['outdated'] : ['reverted', 'split']).toContain(kind);
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
    }),
    { numRuns: 1000 },
  );
  for (const kind of ['outdated', 'reverted', 'split']) {
    expect([kind, (seen.get(kind) ?? 0) > 30]).toEqual([kind, true]);
  }
});
