/** What can be put into a list, found by words: each must begin a word of what is known of it. */
import type { Card } from '../../engine/meta.ts';
import { runLink } from '../../lessons/list/read.ts';
import type { Subject } from '../../lessons/list/types.ts';
import type { Recent } from '../home/recent.ts';

export interface Offer {
  readonly subject: Subject;
  readonly title: string;
  /** "Lesson · 8 min", "Run · Raft". */
  readonly what: string;
  /** What it asks or claims, '' for nothing. */
  readonly says: string;
  /** What else it can be found by. */
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
  return offers.filter(({ title, what, says, words }) => {
    const known = wordsOf(`${title} ${what} ${says} ${words}`);
    return asked.every((word) => known.some((one) => one.startsWith(word)));
  });
}

/** The runs that somebody made or opened here, newest first. */
export function ownOffers(runs: readonly Recent[], cards: readonly Card[]): readonly Offer[] {
  return runs.flatMap(({ hash, title, protocol, own }) => {
    const run = runLink(hash);
    const card = cards.find(({ id }) => id === protocol);
    if (run === null || card === undefined) return [];
    return [
      {
        subject: { run },
        title,
        what: `${own ? 'Your run' : 'Opened'} · ${card.title}`,
        says: '',
        words: '',
      },
    ];
  });
}
