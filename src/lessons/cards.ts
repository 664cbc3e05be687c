/** What is shown of every lesson where all of them are. */
import type { LessonCard } from './types.ts';

export interface Listed {
  readonly id: string;
  readonly track: string;
  readonly card: LessonCard;
}

const cards = import.meta.glob<LessonCard>('./content/*/*/card.json', { eager: true, import: 'default' });

const number = (track: string) => Number(/^T(\d+)$/.exec(track)?.[1] ?? 99);

/** By track, and in it by their order. */
export const LESSONS: readonly Listed[] = Object.entries(cards)
  .map(([path, card]) => {
    const [track = '', id = ''] = path.split('/').slice(2);
    return { id, track, card };
  })
  .sort((a, b) => number(a.track) - number(b.track) || a.card.order - b.card.order || (a.id < b.id ? -1 : 1));
