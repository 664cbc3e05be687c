/** A question that was made: what is given, what is asked, the choices, and once one is locked in what the engine found. */
import { type RefObject, useId, useState } from 'react';
import type { Picture, Question } from '../../review/question.ts';
import { CodeView } from './CodeView.tsx';
import { DiagramView } from './DiagramView.tsx';
import { OperationsView } from './OperationsView.tsx';
import { StatementsView } from './StatementsView.tsx';
import type { Sitting } from './sitting.ts';
import { sitting } from './store.ts';

interface Props {
  readonly now: Sitting;
  readonly question: Question;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly reply: RefObject<HTMLDivElement | null>;
}

export function QuestionView({ now, question, heading, reply }: Props) {
  const { picked, shown } = now;
  const { lead, ask, picture } = question;
  return (
    <>
      {lead !== '' && <p className="review-given">{lead}</p>}
      {picture !== null && <PictureView picture={picture} shown={shown} />}
      <h2 className="review-ask" ref={heading} tabIndex={-1}>
        {ask}
      </h2>
      {shown ? (
        <Settled question={question} picked={picked} reply={reply} />
      ) : (
        <Choices question={question} picked={picked} />
      )}
    </>
  );
}

function PictureView({ picture, shown }: { readonly picture: Picture; readonly shown: boolean }) {
  if (picture.kind === 'diagram') return <DiagramView picture={picture} shown={shown} />;
  if (picture.kind === 'code') return <CodeView picture={picture} shown={shown} />;
  if (picture.kind === 'operations') return <OperationsView picture={picture} shown={shown} />;
  return <StatementsView picture={picture} />;
}

function Choices({ question, picked }: { readonly question: Question; readonly picked: number | null }) {
  const name = useId();
  const [hurried, setHurried] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setHurried(picked === null);
        sitting.show();
      }}
    >
      <fieldset className="lesson-choices review-choices">
        <legend className="visually-hidden">{question.ask}</legend>
        {question.choices.map(({ text }, i) => (
          <label key={text} className="lesson-choice">
            <input type="radio" name={name} checked={picked === i} onChange={() => sitting.pick(i)} />
            <kbd aria-hidden="true">{i + 1}</kbd>
            <span>{text}</span>
          </label>
        ))}
      </fieldset>
      <p className="review-ways">
        <button type="submit" className="button primary">
          Lock it in <kbd>space</kbd>
        </button>
        {hurried && picked === null && (
          <span role="alert" className="review-aside">
            Choose an answer first.
          </span>
        )}
      </p>
    </form>
  );
}

function Settled({
  question: { choices, evidence, lab },
  picked,
  reply,
}: Pick<Props, 'question' | 'reply'> & { readonly picked: number | null }) {
  const own = picked === null ? undefined : choices[picked];
  return (
    <>
      <ul className="lesson-settled review-settled">
        {choices.map(({ text, right }, i) => (
          <li key={text} data-right={right || undefined} data-own={i === picked || undefined}>
            <span aria-hidden="true" className="lesson-mark">
              {right ? '✓' : i === picked ? '✕' : ''}
            </span>
            <span>
              {text}
              {i === picked && <span className="muted"> (your answer)</span>}
              {right && i !== picked && <span className="visually-hidden"> (right)</span>}
            </span>
          </li>
        ))}
      </ul>
      <div ref={reply} tabIndex={-1} className="review-reply">
        <p className="lesson-verdict">{own?.right ? 'Right.' : 'No.'}</p>
        {own !== undefined && own.why !== '' && <p>{own.why}</p>}
        {evidence.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {lab !== null && (
          <p className="review-more">
            <a href={lab}>Open in the lab</a>
          </p>
        )}
      </div>
    </>
  );
}
