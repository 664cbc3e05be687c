/** Terms by words: each must begin a word of what is known of the term. Names count before definitions. */
import type { Term } from './types.ts';

const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** 3: it is called so; 2: a name begins so; 1: every word begins one of its names; 0.5: … or of its definition; 0: not found. */
function score(asked: readonly string[], { term, also = [], within = {}, means, wrong = '' }: Term): number {
  const names = [term, ...also, ...Object.values(within).flat()].map(wordsOf);
  const whole = asked.join(' ');
  if (names.some((name) => name.join(' ') === whole)) return 3;
  if (names.some((name) => name.join(' ').startsWith(whole))) return 2;
  const inNames = names.flat();
  const begins = (words: readonly string[]) =>
    asked.every((word) => words.some((one) => one.startsWith(word)));
  if (begins(inNames)) return 1;
  return begins([...inNames, ...wordsOf(means), ...wordsOf(wrong)]) ? 0.5 : 0;
}

/** The best first, equally good ones in the order given; none where nothing is asked. */
export function findTerms(query: string, terms: readonly Term[]): readonly Term[] {
  const asked = wordsOf(query);
  if (asked.length === 0) return [];
  return terms
    .map((term) => ({ term, score: score(asked, term) }))
    .filter((found) => found.score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ term }) => term);
}
