/** What there is to ask: cards of the lessons that were finished, and the kinds that belong to them. */
import { LESSONS, type Listed } from '../../lessons/cards.ts';
import { loadCardsOf } from '../../lessons/content.ts';
import { cardId, type Item, kindItem } from '../../review/deck.ts';
import { kindsFor } from '../../review/kinds.ts';
import type { KeptLessons } from '../lesson/progress.ts';

export function finishedLessons(kept: KeptLessons): readonly Listed[] {
  return LESSONS.filter(({ id }) => (kept[id]?.finishedAt ?? null) !== null);
}

/** A lesson whose cards cannot be fetched is left out. */
export async function itemsOf(lessons: readonly Listed[]): Promise<readonly Item[]> {
  const cards = await Promise.all(
    lessons.map(async ({ id, card }): Promise<readonly Item[]> => {
      const found = await loadCardsOf(id).catch(() => []);
      return found.map(({ front, back }) => ({
        what: 'card',
        id: cardId(id, front),
        lesson: id,
        title: card.title,
        front,
        back,
      }));
    }),
  );
  const kinds = kindsFor(new Set(lessons.map(({ track }) => track)));
  return [...cards.flat(), ...kinds.map(kindItem)];
}
