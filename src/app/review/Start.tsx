/** What is due today, and every kind of question for whoever wants one alone. */
import { useSyncExternalStore } from 'react';
import { type Item, minutesFor, standing } from '../../review/deck.ts';
import { KINDS } from '../../review/kinds.ts';
import { keptReview, onKeptReview } from './kept.ts';
import { sitting } from './store.ts';
import { counted, dateOf, later } from './words.ts';

export function Start({ items }: { readonly items: readonly Item[] }) {
  const kept = useSyncExternalStore(onKeptReview, keptReview);
  const at = Date.now();
  const { next, due, fresh, later: then } = standing(items, kept, at, dateOf(new Date(at)));
  return (
    <>
      <p className="review-lead">
        What you have learnt, asked again shortly before you would forget it. Ten minutes a day, on the days
        you like.
      </p>
      <section className="review-today" aria-label="Today">
        {items.length === 0 ? (
          <p>
            Cards come here from the <a href="#/lessons">lessons</a> that you finish. Until then you can
            practise below.
          </p>
        ) : next === null ? (
          <p>Nothing is due. The next comes {then === null ? 'tomorrow' : later(then - at)}.</p>
        ) : (
          <>
            <p>{dueText(due, fresh)}</p>
            <button type="button" className="button primary" onClick={() => void sitting.begin()}>
              Begin
            </button>
          </>
        )}
      </section>
      <section aria-labelledby="review-kinds">
        <h2 id="review-kinds">Practise one kind</h2>
        <p className="review-aside">
          Made anew each time, as often as you like; the answers are computed. It changes nothing of what is
          due.
        </p>
        <ul className="review-kinds">
          {KINDS.map((kind) => (
            <li key={kind.id}>
              <button type="button" className="button" onClick={() => void sitting.practise(kind)}>
                {kind.title}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <p className="review-aside review-small">
        When a card comes again is worked out by FSRS from how well you knew it. It stays in this browser, and
        is part of the progress that you can save on the page of <a href="#/lessons">lessons</a>.
      </p>
    </>
  );
}

function dueText(due: number, fresh: number): string {
  const minutes = Math.min(10, minutesFor(due + fresh));
  const about = `about ${counted(minutes, 'minute', 'minutes')}`;
  if (due === 0 && fresh === 0) return `What you have just learnt comes once more: ${about}.`;
  if (due === 0) return `${counted(fresh, 'card is', 'cards are')} new: ${about}.`;
  if (fresh === 0) return `${counted(due, 'card is', 'cards are')} due: ${about}.`;
  return `${counted(due, 'card is', 'cards are')} due, and ${fresh} new: ${about}.`;
}
