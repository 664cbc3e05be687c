/** Verdicts on real runs. Those that no single copy could explain were found by search; here are their inputs, and the search. */
import { describe, expect, test } from 'vitest';
import { keyedFraction } from '../base/hash.ts';
import type { Input } from '../engine/runspec.ts';
import raft from '../protocols/raft/protocol.ts';
import voteWithoutLogCheck from '../protocols/raft/scenarios/vote-without-log-check.ts';
import { type PartialSpec, simulate } from '../testkit/simulate.ts';
import { historyFromTrace, type Operation } from './history.ts';
import { modelOf } from './linearizability/models.ts';
import { checkNaively, refuteOrder } from './linearizability/naive.ts';
import { pose } from './linearizability/problem.ts';
import { judging, type RunJudgement, validOf } from './run-history.ts';
import { finish } from './sliced.ts';

function judged(spec: PartialSpec): { readonly judgement: RunJudgement; readonly told: readonly string[] } {
  const { trace } = simulate(raft, spec, { freeze: false });
  const result = finish(judging(trace, 'kv'));
  if (!result.ok) throw new Error(result.why);
  const told = trace.operations.map(
    ({ node, f, key, value, result: answer, outcome }) =>
      `${node} ${f} ${key}${f === 'write' ? `=${value}` : ` ${outcome === 'ok' ? answer : outcome}`}`,
  );
  proved(historyFromTrace(trace), result.judgement);
  return { judgement: result.judgement, told };
}

/** The definition itself, without the search: for histories as short as these. */
function proved(history: ReturnType<typeof historyFromTrace>, { verdict }: RunJudgement): void {
  const model = modelOf('kv');
  const posed = model === undefined ? undefined : pose(history, model);
  if (!posed?.ok) throw new Error('not posed');
  const { operations } = posed.problem;
  if (operations.length <= 10) expect(checkNaively(operations).valid).toBe(verdict === 'yes');
}

/**
 * Two leaders in one term: S3 forgets its vote in a crash and gives it again. A cut keeps S1 and S5, each with a client of its own,
 * apart; S3 hears both. `moves`: what the clients do, one thing every 45 ms, always by way of their own leader.
 */
function twoLeaders(seed: number, moves: readonly string[], variants = ['volatileVote']): PartialSpec {
  const commands = moves.map((move, i): Input => {
    const [node = 'C1', value] = move.split(' ');
    const via = node === 'C1' ? 'S1' : 'S5';
    const command =
      value === 'read'
        ? { type: 'read', key: 'x', via }
        : { type: 'write', key: 'x', value: Number(value), via };
    return { at: 110_000 + i * 45_000, node, command };
  });
  const sides = [
    ['C1', 'S1', 'S2'],
    ['C2', 'S4', 'S5'],
  ];
  return {
    seed,
    nodes: { server: 5, client: 2 },
    params: { latency: [10_000, 14_000] },
    variants,
    until: 160_000 + moves.length * 45_000,
    inputs: [
      { at: 0, fault: { type: 'drop', from: 'S1', to: 'S4' } },
      { at: 0, fault: { type: 'drop', from: 'S1', to: 'S5' } },
      { at: 10_000, fire: { node: 'S1', timer: 'election' } },
      { at: 28_000, fault: { type: 'crash', node: 'S3', until: 60_000 } },
      { at: 42_000, fault: { type: 'partition', groups: sides } },
      { at: 70_000, fire: { node: 'S5', timer: 'election' } },
      ...commands,
    ],
  };
}

function randomMoves(seed: number): string[] {
  const draw = (k: number) => keyedFraction(seed, 77, k, 0, 0);
  const count = 4 + Math.floor(draw(0) * 6);
  return Array.from({ length: count }, (_, i) => {
    const client = draw(10 + i) < 0.5 ? 'C1' : 'C2';
    return `${client} ${draw(40 + i) < 0.45 ? i + 1 : 'read'}`;
  });
}

describe('two leaders, a client on each side', () => {
  test('one reads what the other has overwritten, long after', () => {
    const { judgement, told } = judged(twoLeaders(18, ['C1 1', 'C1 read', 'C1 3', 'C2 read']));
    expect(told).toEqual(['C1 write x=1', 'C1 read x 1', 'C1 write x=3', 'C2 read x null']);
    expect(judgement).toMatchObject({
      verdict: 'no',
      operations: 4,
      answered: 4,
      orders: [{ key: 'x', order: [0, 1, 2], missing: 1 }],
      obstacle: {
        key: 'x',
        held: 3,
        blocked: [{ operation: 3, why: 'the read returned nil, but "x" held 3' }],
        untaken: [],
        reason: { kind: 'overwritten', operation: 3, by: 0 },
      },
    });
    expect(validOf(judgement)).toBe(false);
  });

  test('they are told different values at the same time, when nobody writes any more', () => {
    const { judgement, told } = judged(twoLeaders(51, ['C2 read', 'C2 2', 'C1 3', 'C1 read', 'C2 read']));
    expect(told).toEqual(['C2 read x null', 'C2 write x=2', 'C1 write x=3', 'C1 read x 3', 'C2 read x 2']);
    expect(judgement).toMatchObject({
      verdict: 'no',
      obstacle: { reason: { kind: 'split', operation: 4, witness: 3 } },
    });
  });

  test('with votes on disk the same inputs are explained by one copy', () => {
    for (const seed of [18, 51]) {
      expect(judged(twoLeaders(seed, randomMoves(seed), [])).judgement.verdict).toBe('yes');
    }
  });

  test('the search that found them still finds many', () => {
    const verdicts = { yes: 0, no: 0, unknown: 0 };
    for (let seed = 1; seed <= 60; seed++)
      verdicts[judged(twoLeaders(seed, randomMoves(seed))).judgement.verdict]++;
    expect(verdicts.no).toBeGreaterThan(15);
    expect(verdicts.yes).toBeGreaterThan(15);
    expect(verdicts.unknown).toBe(0);
  });
});

test('a scenario: a write that was confirmed vanishes', () => {
  const { judgement } = judged(voteWithoutLogCheck.spec);
  expect(judgement).toMatchObject({
    verdict: 'no',
    orders: [{ key: 'x', order: [0], missing: 1 }],
    obstacle: { held: 7, reason: { kind: 'overwritten', operation: 1, by: 0 } },
  });
  expect(judged({ ...voteWithoutLogCheck.spec, variants: [] }).judgement.verdict).toBe('yes');
});

describe('what it is given up at', () => {
  const moves = [7, null, 8, null, null];
  const { trace } = simulate(raft, {
    nodes: { server: 3, client: 1 },
    until: 900_000,
    inputs: [
      { at: 5_000, fire: { node: 'S1', timer: 'election' } },
      ...moves.map((value, i): Input => {
        const command = value === null ? { type: 'read', key: 'x' } : { type: 'write', key: 'x', value };
        return { at: 200_000 + i * 100_000, node: 'C1', command };
      }),
    ],
  });

  test('a bound on steps is the same everywhere, and says what there was', () => {
    const result = finish(judging(trace, 'kv', { steps: 9, memory: 1 << 20 }));
    if (!result.ok) throw new Error(result.why);
    const { judgement } = result;
    expect(judgement).toMatchObject({ verdict: 'unknown', bound: 'steps', steps: 9, answered: 5 });
    const [order] = judgement.orders;
    expect((order?.order.length ?? 0) + (order?.missing ?? 0)).toBe(5);
    const posed = pose(historyFromTrace(trace), modelOf('kv') as NonNullable<ReturnType<typeof modelOf>>);
    if (!posed.ok) throw new Error(posed.why);
    const prefix = order?.order.map((id) => posed.problem.operations[id] as Operation) ?? [];
    expect(refuteOrder(prefix, posed.problem.operations, false)).toBeNull();
    expect(validOf(judgement)).toBe('unknown');
  });

  test('a bound on memory too', () => {
    const result = finish(judging(trace, 'kv', { steps: 1e6, memory: 1 }));
    expect(result.ok && result.judgement).toMatchObject({ verdict: 'unknown', bound: 'memory' });
  });
});
