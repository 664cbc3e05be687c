/** The end of a sitting: what was done, and when something comes next. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { type Item, standing } from '../../review/deck.ts';
import { keptReview, onKeptReview } from './kept.ts';
import type { Sitting } from './sitting.ts';
import { sitting } from './store.ts';
import { counted, dateOf, later } from './words.ts';

export function Over({ now, items }: { readonly now: Sitting; readonly items: readonly Item[] }) {
  const kept = useSyncExternalStore(onKeptReview, keptReview);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const at = Date.now();
  const { due, fresh, later: then } = standing(items, kept, at, dateOf(new Date(at)));
  const left = due + fresh;
  const done = now.ended === 'done';
  return (
    <section className="review-today" aria-labelledby="review-over">
      <h2 id="review-over" ref={heading} tabIndex={-1}>
        {done ? 'That is all for now' : 'Those were ten minutes'}
      </h2>
      <p>
        {now.answered > 0 && `You answered ${now.answered}, and knew ${now.knew}. `}
        {done
          ? then === null
            ? ''
            : `The next comes ${later(then - at)}.`
          : left > 0
            ? `${counted(left, 'card waits', 'cards wait')} for another day.`
            : ''}
      </p>
      <div className="review-ways">
        {!done && (
          <button type="button" className="button" onClick={() => void sitting.goOn()}>
            Go on all the same
          </button>
        )}
        <button type="button" className="button" onClick={() => sitting.leave()}>
          Back to review
        </button>
        <a className="button" href="#/lessons">
          Lessons
        </a>
      </div>
    </section>
  );
}
