/** Runs with traitors at random. The same numbers give the same runs. */
import fc from 'fast-check';
import type { Input } from '../../engine/runspec.ts';
import type { PartialSpec } from '../../testkit/simulate.ts';

export interface Case {
  readonly n: number;
  readonly m: number;
  readonly algorithm: 'OM' | 'SM';
  readonly traitors: readonly string[];
  readonly order: 'attack' | 'retreat';
  readonly spec: PartialSpec;
}

export function idsOf(n: number): readonly string[] {
  return ['C1', ...Array.from({ length: n - 1 }, (_, i) => `L${i + 1}`)];
}

/** A traitor that says these words from the beginning. */
export function traitor(node: string, words: string): Input {
  const behaviour = node === 'C1' ? 'commanderSays' : 'says';
  return { at: 0, fault: { type: 'byzantine', node, behaviour, options: { words } } };
}

export function specOf(
  n: number,
  m: number,
  algorithm: 'OM' | 'SM',
  order: 'attack' | 'retreat',
  inputs: readonly Input[],
  seed = 1,
): PartialSpec {
  return {
    seed,
    nodes: { commander: 1, lieutenant: n - 1 },
    // With one delay for all, the first word said is the first heard.
    params: { m: String(m), algorithm, order, ...(algorithm === 'OM' ? { latency: [10_000, 10_000] } : {}) },
    until: 20_000 + 40_000 * (m + 2),
    inputs,
  };
}

const WORDS = ['lie', 'attack', 'retreat', 'nothing', 'both', 'any', 'truth'];

/** Of `n` generals `count` are traitors, each with a mind of its own: words for some, for some about some. */
export function cases(
  n: number,
  m: number,
  algorithm: 'OM' | 'SM',
  count: number,
  withCommander?: boolean,
): fc.Arbitrary<Case> {
  const ids = idsOf(n);
  const abouts = algorithm === 'SM' ? ['attack', 'retreat'] : ['C1', ...ids.slice(1).map((id) => `C1.${id}`)];
  const rule = fc
    .tuple(
      fc.option(fc.constantFrom(...abouts)),
      fc.constantFrom('*', ...ids.slice(1)),
      fc.constantFrom(...WORDS),
    )
    .map(([about, to, word]) => `${about === null ? '' : `${about}>`}${to}=${word}`);
  // One word for each who hears it, and exceptions.
  const mind = fc
    .tuple(
      fc.array(fc.constantFrom(...WORDS), { minLength: n - 1, maxLength: n - 1 }),
      fc.array(rule, { maxLength: 5 }),
    )
    .map(([words, rules]) => [...words.map((word, i) => `${ids[i + 1]}=${word}`), ...rules].join(' '));
  return fc
    .record({
      seed: fc.nat(1_000_000),
      order: fc.constantFrom('attack', 'retreat'),
      shuffled: fc.shuffledSubarray([...ids], { minLength: n, maxLength: n }),
      minds: fc.array(mind, { minLength: count, maxLength: count }),
    })
    .map(({ seed, order, shuffled, minds }) => {
      const rest = withCommander === undefined ? shuffled : shuffled.filter((id) => id !== 'C1');
      const traitors = (withCommander ? ['C1', ...rest] : rest).slice(0, count);
      const inputs = traitors.map((id, i) => traitor(id, minds[i] as string));
      return { n, m, algorithm, traitors, order, spec: specOf(n, m, algorithm, order, inputs, seed) } as Case;
    });
}
