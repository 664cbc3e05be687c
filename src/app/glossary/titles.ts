/** How a run or a lesson that shows a term is called. */
import { LESSONS } from '../../lessons/cards.ts';
import { cards } from '../cards.ts';
import { loadScenario } from '../catalog.ts';

export interface Shown {
  readonly href: string;
  /** "Lesson", "Run · Raft" */
  readonly what: string;
  readonly title: string;
}

/** Null if nothing is there. Rejects if it cannot be fetched. */
export async function shownAt(href: string): Promise<Shown | null> {
  const [, room = '', name = '', id] = href.split('/');
  if (room === 'lesson') {
    const lesson = LESSONS.find((one) => one.id === name);
    return lesson === undefined ? null : { href, what: 'Lesson', title: lesson.card.title };
  }
  const card = cards.find((one) => one.id === (room === 'lab' ? name : room));
  if (card === undefined) return null;
  if (room === 'lab') {
    if (id === undefined) return { href, what: 'Protocol', title: card.title };
    const scenario = await loadScenario(name, id);
    return scenario === null ? null : { href, what: `Run · ${card.title}`, title: scenario.title };
  }
  const page = card.pages?.find((one) => one.id === name);
  return page === undefined ? null : { href, what: card.title, title: page.title };
}
