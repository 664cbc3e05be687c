import { useId, useState } from 'react';
import type { PredictStep } from '../../lessons/types.ts';
import { Prose, Words } from './Prose.tsx';
import type { StepProps } from './StepWords.tsx';

/** The question, its choices, and once one is locked in what there is to say to it. */
export function PredictCard({ open, now, step }: StepProps & { readonly step: PredictStep }) {
  const [picked, setPicked] = useState<number | null>(null);
  const [hurried, setHurried] = useState(false);
  const name = useId();
  const locked = now.answers[step.id];
  if (locked !== undefined && now.done[step.id]) return <Settled step={step} locked={locked} />;
  return (
    <form
      className="card lesson-card"
      onSubmit={(event) => {
        event.preventDefault();
        if (picked === null) setHurried(true);
        else open.actor.send({ type: 'lock', choice: picked });
      }}
    >
      <fieldset className="lesson-choices">
        <legend>
          <Words text={step.ask} />
        </legend>
        {step.choices.map((choice, i) => (
          <label key={choice.text} className="lesson-choice">
            <input
              type="radio"
              name={name}
              checked={picked === i}
              onChange={() => {
                setPicked(i);
                setHurried(false);
              }}
            />
            <span>
              <Words text={choice.text} />
            </span>
          </label>
        ))}
      </fieldset>
      <button type="submit" className="button primary">
        Lock it in and see
      </button>
      <p className="lesson-aside" role={hurried ? 'alert' : undefined}>
        {hurried
          ? 'Choose an answer first; a wrong one costs nothing.'
          : 'The future stays covered until you answer.'}
      </p>
    </form>
  );
}

function Settled({ step, locked }: { readonly step: PredictStep; readonly locked: number }) {
  const choice = step.choices[locked];
  if (choice === undefined) return null;
  return (
    <div className="card lesson-card">
      <p className="lesson-ask">
        <Words text={step.ask} />
      </p>
      <ul className="lesson-settled">
        {step.choices.map((one, i) => (
          <li key={one.text} data-right={one.right || undefined} data-own={i === locked || undefined}>
            <span aria-hidden="true" className="lesson-mark">
              {one.right ? '✓' : i === locked ? '✕' : ''}
            </span>
            <span>
              <Words text={one.text} />
              {i === locked && <span className="muted"> (your answer)</span>}
              {one.right && i !== locked && <span className="visually-hidden"> (right)</span>}
            </span>
          </li>
        ))}
      </ul>
      <div role="status" className="lesson-reply" tabIndex={-1}>
        <p className="lesson-verdict">
          {choice.right ? 'Right.' : `Many believe: “${choice.belief.replace(/\.$/, '')}.”`}
        </p>
        <Prose blocks={choice.reply} />
      </div>
    </div>
  );
}
