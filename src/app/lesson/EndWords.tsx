import { LESSONS } from '../../lessons/cards.ts';
import { follow, nextStop, trailAt } from '../list/trail.ts';
import { Sentences, Words } from './Prose.tsx';
import type { StepProps } from './StepWords.tsx';

/** What is to be taken home, and where to go from here. */
export function EndWords({
  open,
  heading,
}: StepProps & { readonly heading: React.RefObject<HTMLHeadingElement | null> }) {
  const { lesson, actor } = open;
  const { idea, next, cards, sources } = lesson.end;
  const at = LESSONS.findIndex(({ id }) => id === lesson.id);
  const following = at < 0 ? undefined : LESSONS[at + 1];
  const list = trailAt(location.hash);
  const then = list === null ? null : nextStop(list);
  return (
    <>
      <p className="eyebrow">The idea</p>
      <h1 className="claim" ref={heading} tabIndex={-1}>
        {lesson.card.title}
      </h1>
      <p className="prose lesson-idea">
        <Sentences text={idea} />
      </p>
      <h2 className="eyebrow lesson-part">Say it from memory</h2>
      {cards.map(({ front, back }) => (
        <details key={front} className="card lesson-flash">
          <summary>
            <Words text={front} />
          </summary>
          <p>
            <Sentences text={back} />
          </p>
        </details>
      ))}
      <p className="lesson-aside">
        They come again, with questions made anew, in <a href="#/review">review</a>.
      </p>
      <h2 className="eyebrow lesson-part">Try next</h2>
      <ul className="lesson-next">
        {list !== null && (
          <li>
            {then === null ? (
              <a href={list.list.href}>That was the last in the list “{list.list.title}”</a>
            ) : (
              <a href={then.stop.href} onClick={() => follow({ ...list, at: then.at })}>
                Next in “{list.list.title}”: {then.stop.title}
              </a>
            )}
          </li>
        )}
        {next.map(({ text, link }) => (
          <li key={link}>
            <a href={link}>
              <Words text={text} />
            </a>
          </li>
        ))}
        {following !== undefined && (
          <li>
            <a href={`#/lesson/${following.id}`}>Next lesson: {following.card.title}</a>
          </li>
        )}
        <li>
          <a href="#/lessons">All lessons</a>
        </li>
      </ul>
      {sources.length > 0 && (
        <>
          <h2 className="eyebrow lesson-part">Source</h2>
          {sources.map((source) => (
            <p key={source} className="lesson-aside">
              {source}
            </p>
          ))}
        </>
      )}
      <div className="lesson-action">
        <button
          type="button"
          className="button"
          onClick={() => actor.send({ type: 'goto', index: lesson.steps.length - 1 })}
        >
          Back
        </button>
        <button type="button" className="button" onClick={() => actor.send({ type: 'restart' })}>
          From the beginning
        </button>
      </div>
    </>
  );
}
