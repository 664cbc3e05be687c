/** What can be put into a list, found by words: each must begin a word of what is known of it. */
import type { Subject } from '../../lessons/list/types.ts';

export interface Offer {
  readonly subject: Subject;
  readonly title: string;
  /** "Lesson · 8 min", "Run · Raft". */
  readonly what: string;
  /** Everything it can be found by. */
  readonly words: string;
}

const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** In the order given; all of them where nothing is asked. */
export function offersFor(query: string, offers: readonly Offer[]): readonly Offer[] {
  const asked = wordsOf(query);
  if (asked.length === 0) return offers;
  return offers.filter(({ title, what, words }) => {
    const known = wordsOf(`${title} ${what} ${words}`);
    return asked.every((word) => known.some((one) => one.startsWith(word)));
  });
}
