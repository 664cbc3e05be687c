/** How long a list takes. */
import { LESSONS } from '../../lessons/cards.ts';
import type { ListItem } from '../../lessons/list/types.ts';

const counted = (count: number, one: string) => (count === 1 ? `1 ${one}` : `${count} ${one}s`);

/** "3 lessons of 31 min together, 2 runs". What a lesson of somebody's own takes is not known. */
export function minutesIn(items: readonly ListItem[]): string {
  const ours = items.flatMap((item) =>
    'lesson' in item ? (LESSONS.find(({ id }) => id === item.lesson)?.card.minutes ?? 0) : [],
  );
  const own = items.filter((item) => 'own' in item).length;
  const runs = items.length - ours.length - own;
  const minutes = ours.reduce((sum, one) => sum + one, 0);
  return [
    ours.length > 0 &&
      `${counted(ours.length, 'lesson')} of ${minutes} min${ours.length > 1 ? ' together' : ''}`,
    own > 0 && `${counted(own, 'lesson')} of your own`,
    runs > 0 && counted(runs, 'run'),
  ]
    .filter(Boolean)
    .join(', ');
}
