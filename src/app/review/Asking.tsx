/** One card or question: asked, answered, graded. */
import { useEffect, useRef } from 'react';
import { type Item, standing } from '../../review/deck.ts';
import type { Grade } from '../../review/schedule.ts';
import { Words } from '../lesson/Prose.tsx';
import { Grades } from './Grades.tsx';
import { keptReview } from './kept.ts';
import { QuestionView } from './QuestionView.tsx';
import type { Sitting } from './sitting.ts';
import { sitting } from './store.ts';
import { useReviewKeys } from './useReviewKeys.ts';
import { dateOf } from './words.ts';

export function Asking({ now, items }: { readonly now: Sitting; readonly items: readonly Item[] }) {
  const { item, question, shown, practice, phase, why } = now;
  const heading = useRef<HTMLHeadingElement>(null);
  const reply = useRef<HTMLDivElement>(null);
  useReviewKeys();
  // A new question is read from its beginning, an answer where it begins.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the heading is there again with each question
  useEffect(() => {
    if (phase === 'asking' && !shown) heading.current?.focus();
  }, [item, question, phase, shown]);
  useEffect(() => {
    if (shown) reply.current?.focus();
  }, [shown]);
  if (item === null) return null;
  const title = item.what === 'card' ? item.title : item.kind.title;
  return (
    <article className="review-item" aria-busy={phase === 'making'}>
      <p className="review-top">
        <span className="eyebrow">{item.what === 'card' ? `Card · ${title}` : title}</span>
        <span className="review-left num">{practice === null ? leftText(items) : 'practice'}</span>
        <button type="button" className="text-button" onClick={() => sitting.leave()}>
          Stop
        </button>
      </p>
      {phase === 'making' && <p className="review-making">A question is being made …</p>}
      {phase === 'asking' && why !== null && (
        <>
          <p role="alert">{why}</p>
          <button type="button" className="button" onClick={() => void sitting.skip()}>
            Go on
          </button>
        </>
      )}
      {phase === 'asking' && item.what === 'card' && (
        <>
          <h2 className="review-front" ref={heading} tabIndex={-1}>
            <Words text={item.front} />
          </h2>
          <CardAnswer key={item.id + now.answered} item={item} shown={shown} reply={reply} />
        </>
      )}
      {phase === 'asking' && question !== null && (
        <QuestionView
          key={`${question.kind} ${question.seed}`}
          now={now}
          question={question}
          heading={heading}
          reply={reply}
        />
      )}
      {shown && <Grades now={now} onGrade={(grade: Grade) => void sitting.grade(grade)} />}
    </article>
  );
}

function CardAnswer({
  item,
  shown,
  reply,
}: {
  readonly item: Extract<Item, { what: 'card' }>;
  readonly shown: boolean;
  readonly reply: React.RefObject<HTMLDivElement | null>;
}) {
  return (
    <>
      <label className="review-own">
        <span>Your answer, in a few words if you like. It is not kept.</span>
        <textarea rows={2} maxLength={500} readOnly={shown} />
      </label>
      {shown ? (
        <div ref={reply} tabIndex={-1} className="review-reply">
          <p className="review-back">
            <Words text={item.back} />
          </p>
          <p className="review-more">
            <a href={`#/lesson/${item.lesson}`}>Lesson: {item.title}</a>
          </p>
        </div>
      ) : (
        <p className="review-ways">
          <button type="button" className="button primary" onClick={() => sitting.show()}>
            Show the answer <kbd>space</kbd>
          </button>
        </p>
      )}
    </>
  );
}

function leftText(items: readonly Item[]): string {
  const at = Date.now();
  const { due, fresh } = standing(items, keptReview(), at, dateOf(new Date(at)));
  return due + fresh === 0 ? '' : `${due + fresh} left today`;
}
