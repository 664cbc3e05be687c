import { describe, expect, it } from 'vitest';
import type { Env } from '../../engine/api.ts';
import { simulate } from '../../testkit/simulate.ts';
import { protocol } from './protocol.ts';
import { faulty, primaryOf, quorum, quorumOf } from './quorums.ts';

/** What the functions look at of an environment. */
const env = (n: number, f: number | 'from n', variants: readonly string[] = []): Env => ({
  self: { id: 'R1', role: 'replica', index: 0 },
  nodes: [],
  ids: () => Array.from({ length: n }, (_, i) => `R${i + 1}`),
  params: { f: `${f}` },
  variant: (id) => variants.includes(id),
});

/** All sets of `size` of `n` things, as bits. */
function sets(n: number, size: number): number[] {
  const found: number[] = [];
  for (let bits = 0; bits < 2 ** n; bits++) if (count(bits) === size) found.push(bits);
  return found;
}
const count = (bits: number) => bits.toString(2).replaceAll('0', '').length;

/** Whether any two quorums of `q` have more than `f` replicas in common: looked at one by one. */
function intersect(n: number, q: number, f: number): boolean {
  const all = sets(n, q);
  return all.every((a) => all.every((b) => count(a & b) > f));
}

describe('§4.2 and §13: quorums', () => {
  const sizes = [1, 2].flatMap((f) => [1, 2, 3].map((more) => [3 * f + more, f] as const));

  it.each(sizes)('of %i replicas with %i faulty: the smallest that intersect in a correct one', (n, f) => {
    const q = quorumOf(n, f);
    expect(intersect(n, q, f)).toBe(true);
    expect(intersect(n, q - 1, f)).toBe(false);
    expect(q).toBeLessThanOrEqual(n - f);
    expect(q).toBe(Math.ceil((n + f + 1) / 2));
  });

  it('is 2f + 1 for n = 3f + 1, and more above: for n = 5 and f = 1 it is 4', () => {
    for (const f of [1, 2, 3, 4]) expect(quorumOf(3 * f + 1, f)).toBe(2 * f + 1);
    expect([4, 5, 6, 7].map((n) => quorumOf(n, 1))).toEqual([3, 4, 4, 5]);
  });

  it.each([1, 2])('with n = 3f there is none that f silent replicas leave, f = %i', (f) => {
    const n = 3 * f;
    const enough = Array.from({ length: n }, (_, i) => i + 1).filter((q) => intersect(n, q, f));
    expect(Math.min(...enough)).toBeGreaterThan(n - f);
    expect(quorumOf(n, f)).toBe(Math.min(...enough));
  });

  it('a majority is one for n = 4 and n = 6, and none for n = 5 and n = 7', () => {
    const ok = [4, 5, 6, 7].map((n) => intersect(n, Math.floor(n / 2) + 1, Math.floor((n - 1) / 3)));
    expect(ok).toEqual([true, false, true, false]);
  });

  it('follows the parameter, or n; the variants make it smaller', () => {
    expect([3, 4, 6, 7, 9, 10, 13].map((n) => faulty(env(n, 'from n')))).toEqual([0, 1, 1, 2, 2, 3, 4]);
    expect(faulty(env(10, 1))).toBe(1);
    expect([quorum(env(4, 'from n')), quorum(env(10, 1)), quorum(env(3, 1))]).toEqual([3, 6, 3]);
    expect(quorum(env(3, 1, ['quorum2f']))).toBe(2);
    expect(quorum(env(5, 1, ['quorumMajority']))).toBe(3);
  });

  it('§4: the primary of view v is replica v mod n', () => {
    const e = env(4, 1);
    expect([1, 2, 3, 4, 5, 8, 9].map((v) => primaryOf(e, v))).toEqual([
      'R1',
      'R2',
      'R3',
      'R4',
      'R1',
      'R4',
      'R1',
    ]);
  });
});

describe('whatever the size', () => {
  const sizes = Array.from({ length: 13 }, (_, i) => i + 1);
  it.each(sizes)('%i replicas execute what a client asks', (n) => {
    const { trace } = simulate(protocol, {
      nodes: { replica: n, client: 1 },
      until: 300_000,
      inputs: [{ at: 1_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } }],
    });
    expect(trace.operations.map((o) => o.outcome)).toEqual(['ok']);
    expect(trace.violations).toEqual([]);
  });

  it.each([
    [4, 1],
    [5, 1],
    [6, 1],
    [7, 2],
    [8, 2],
    [9, 2],
  ])('%i replicas do so with %i of them silent', (n, f) => {
    const spec = (k: number) => ({
      nodes: { replica: n, client: 1 },
      params: { gst: 1, progressBound: 1_000_000 },
      until: 2_500_000,
      inputs: [
        ...Array.from({ length: k }, (_, i) => ({
          at: 0,
          fault: { type: 'byzantine' as const, node: `R${n - i}`, behaviour: 'silent' },
        })),
        { at: 1_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      ],
    });
    expect(simulate(protocol, spec(f)).trace.operations[0]?.outcome).toBe('ok');
    expect(simulate(protocol, spec(n - quorumOf(n, f) + 1)).trace.operations[0]?.outcome).not.toBe('ok');
  });
});
