/** Lessons on the home page: where one is, or the first; and the way to all of them. */
import { useSyncExternalStore } from 'react';
import { LESSONS, type Listed } from '../../lessons/cards.ts';
import { keptLessons, onKept } from './progress.ts';
import './shelf.css';

/** So many are shown; the others have a page of their own. */
const SHOWN = 3;

export function LessonShelf() {
  const kept = useSyncExternalStore(onKept, keptLessons);
  const finished = (id: string) => kept[id]?.finishedAt != null;
  const begun = LESSONS.filter(({ id }) => kept[id] !== undefined && !finished(id));
  const others = LESSONS.filter(({ id }) => kept[id] === undefined);
  const shown = [...begun, ...others, ...LESSONS.filter(({ id }) => finished(id))].slice(0, SHOWN);
  return (
    <section className="lesson-shelf" aria-labelledby="lesson-shelf-title">
      <h2 className="home-h2" id="lesson-shelf-title">
        Lessons
      </h2>
      <LessonCards
        lessons={shown}
        aside={(id) => (finished(id) ? 'done' : kept[id] === undefined ? null : 'go on')}
      />
      <p>
        <a href="#/lessons">All lessons, by track</a> · <a href="#/review">Review</a> ·{' '}
        <a href="#/lists">Lists for a lecture or a course</a>
      </p>
    </section>
  );
}

export function LessonCards({
  lessons,
  label = 'Lessons',
  aside = () => null,
}: {
  readonly lessons: readonly Listed[];
  readonly label?: string;
  readonly aside?: (id: string) => string | null;
}) {
  return (
    <ul className="lesson-cards" aria-label={label}>
      {lessons.map(({ id, card }) => (
        <li key={id} className="lesson-tile">
          <p className="eyebrow num">
            Lesson · {card.minutes} min{aside(id) !== null && ` · ${aside(id)}`}
          </p>
          <h3>
            <a href={`#/lesson/${id}`}>{card.title}</a>
          </h3>
          <p>{card.question}</p>
        </li>
      ))}
    </ul>
  );
}
