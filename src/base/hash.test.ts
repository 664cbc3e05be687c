import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashString, keyedFraction, RollingHash } from './hash.ts';
import { jsonEqual } from './json.ts';

function hashOf(...values: unknown[]): string {
  const hash = new RollingHash();
  for (const value of values) hash.value(value);
  return hash.hex();
}

describe('the rolling hash', () => {
  test('gives the values it always gave: a change of these changes the hash of every run ever shared', () => {
    expect(new RollingHash().hex()).toBe('ab5f10c6374c4bdd');
    expect(
      hashOf({ type: 'AppendEntries', term: 3, entries: [{ term: 2, key: 'x' }], ok: true, hint: null }),
    ).toBe('77c5a19ff046ec2f');
    expect(
      hashOf(
        0.1,
        2 ** 40,
        -1,
        'a text longer than the sixty-four characters up to which texts are kept, é→😀',
      ),
    ).toBe('31ab4ae8467a8073');
    expect(hashString('latency')).toBe(2006494892);
  });

  test('tells texts apart that share 32 bits of hash, and a text from the number that is its hash', () => {
    expect(hashString('v6rnw')).toBe(hashString('vnpba'));
    expect(hashOf({ value: 'v6rnw' })).not.toBe(hashOf({ value: 'vnpba' }));
    expect(hashOf({ value: 'v6rnw' })).not.toBe(hashOf({ value: hashString('v6rnw') | 0 }));
  });

  test('of different plain data differs, of equal data does not, whatever was hashed before', () => {
    const data = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(data, data, data, (a, b, before) => {
        const [x, y] = [structuredClone(a), structuredClone(a)];
        hashOf(before);
        expect(hashOf(x)).toBe(hashOf(y));
        // −0 has no JSON form of its own, and 0 and −0 are equal.
        if (!jsonEqual(a, b)) expect(hashOf(a)).not.toBe(hashOf(b));
      }),
      { numRuns: 2000 },
    );
  });

  test.each<[string, unknown, unknown]>([
    ['the end of an inner object', { a: { b: 1 }, c: 2 }, { a: { b: 1, c: 2 } }],
    ['the end of an inner list', [[1], 2], [[1, 2]]],
    ['lists and objects', [], {}],
    ['true and the number that stands for nothing else', true, 0x7e57],
    ['null and a number', null, 0x4e11],
    ['null, false, 0 and the empty text', [null, false], [0, '']],
    ['halves of large integers', 2 ** 32, 2 ** 33],
    ['the last bit of a fraction', 0.1, 0.1 + 2 ** -56],
    ['one field name', { a: 1 }, { b: 1 }],
    ['the order of elements', [1, 2], [2, 1]],
    ['−1 and 2^32−1', -1, 4294967295],
  ])('sees %s', (_, a, b) => {
    expect(hashOf(a)).not.toBe(hashOf(b));
  });

  test('takes an absent field and an undefined one for the same', () => {
    expect(hashOf({ a: 1, b: undefined })).toBe(hashOf({ a: 1 }));
  });

  test('goes on from a saved state as if nothing had been in between', () => {
    const first = new RollingHash();
    first.value({ a: [1, 2] });
    const second = new RollingHash();
    second.value('elsewhere');
    [second.a, second.b, second.walked] = [first.a, first.b, first.walked];
    for (const hash of [first, second]) hash.value({ b: 'x' });
    expect(second.hex()).toBe(first.hex());
    expect(second.walked).toBe(first.walked);
  });

  test('one flipped bit early on flips about half of the 64 bits at the end', () => {
    let flips = 0;
    const trials = 320;
    for (let i = 0; i < trials; i++) {
      const at = (bit: number) => {
        const hash = new RollingHash();
        for (let k = 0; k < 40; k++) hash.word(k * 977 + i + (k === 3 ? bit : 0));
        return BigInt(`0x${hash.hex()}`);
      };
      let difference = at(0) ^ at(2 ** (i % 32));
      for (; difference > 0n; difference >>= 1n) flips += Number(difference & 1n);
    }
    expect(flips / trials).toBeGreaterThan(30);
    expect(flips / trials).toBeLessThan(34);
  });

  test('does not meet itself in a hundred thousand neighbouring values', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 100_000; i++) seen.add(hashOf([i % 317, (i / 317) | 0]));
    expect(seen.size).toBe(100_000);
  });
});

describe('keyed randomness', () => {
  /** Chi-square of 64 buckets, 63 degrees of freedom: 99.9 % of uniform samples stay under 103.4. */
  function chiSquare(draw: (i: number) => number, samples = 20_000): number {
    const counts = new Array<number>(64).fill(0);
    for (let i = 0; i < samples; i++) {
      const bucket = Math.floor(draw(i) * 64);
      counts[bucket] = (counts[bucket] as number) + 1;
    }
    return counts.reduce((sum, c) => sum + (c - samples / 64) ** 2 / (samples / 64), 0);
  }
  const purpose = hashString('latency');
  const subject = hashString('S1→S2');

  test.each<[string, (i: number) => number]>([
    ['the seed', (i) => keyedFraction(i, purpose, subject, 1000, 0)],
    ['the high half of the seed', (i) => keyedFraction(i * 2 ** 32, purpose, subject, 1000, 0)],
    ['the purpose', (i) => keyedFraction(7, i, subject, 1000, 0)],
    ['the subject', (i) => keyedFraction(7, purpose, hashString(`S${i}`), 1000, 0)],
    ['the time', (i) => keyedFraction(7, purpose, subject, i, 0)],
    ['times a millisecond apart', (i) => keyedFraction(7, purpose, subject, i * 1000, 0)],
    ['times beyond 32 bits', (i) => keyedFraction(7, purpose, subject, 2 ** 32 + i, 0)],
    ['the count', (i) => keyedFraction(7, purpose, subject, 1000, i)],
    ['the low bits', (i) => (keyedFraction(7, purpose, subject, i, 0) * 2 ** 40) % 1],
  ])('is uniform over %s', (_, draw) => {
    const value = chiSquare(draw);
    expect(value).toBeLessThan(103.4);
    // Too even would be no randomness either.
    expect(value).toBeGreaterThan(32);
  });

  test('neighbouring keys give independent draws', () => {
    const neighbours: [string, (i: number) => number][] = [
      ['seed', (i) => keyedFraction(8, purpose, subject, i, 0)],
      ['purpose', (i) => keyedFraction(7, purpose + 1, subject, i, 0)],
      ['subject', (i) => keyedFraction(7, purpose, subject + 1, i, 0)],
      ['time', (i) => keyedFraction(7, purpose, subject, i + 1, 0)],
      ['count', (i) => keyedFraction(7, purpose, subject, i, 1)],
    ];
    for (const [name, other] of neighbours) {
      const samples = 20_000;
      let sum = 0;
      for (let i = 0; i < samples; i++)
        sum += (keyedFraction(7, purpose, subject, i, 0) - 0.5) * (other(i) - 0.5);
      // Correlation of independent uniform draws: standard error 1/√samples = 0.007; four of them.
      expect(Math.abs((sum / samples) * 12), name).toBeLessThan(0.0283);
      // The pair is uniform in the plane too: 8 × 8 cells.
      const chi = chiSquare((i) => (Math.floor(keyedFraction(7, purpose, subject, i, 0) * 8) + other(i)) / 8);
      expect(chi, name).toBeLessThan(103.4);
    }
  });

  test('stays in [0, 1) and gives the values it always gave', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.nat(), fc.nat(), fc.maxSafeNat(), fc.nat(), (...key) => {
        const x = keyedFraction(...key);
        expect(x >= 0 && x < 1).toBe(true);
        expect(keyedFraction(...key)).toBe(x);
      }),
    );
    expect(keyedFraction(7, purpose, subject, 150_000, 0)).toBe(0.5187267612566511);
    expect(keyedFraction(2 ** 53 - 1, 1, 2, 2 ** 40, 3)).toBe(0.7398277755020528);
  });
});
