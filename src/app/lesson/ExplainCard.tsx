import { useStore } from 'zustand';
import type { ExplainStep } from '../../lessons/types.ts';
import type { StepText } from '../describe.ts';
import { describeStep, stepName } from '../describe.ts';
import { stepTime } from '../stores/session.ts';
import { useCalm } from '../stores/use.ts';
import { capital, ms } from '../text.ts';
import { Hints } from './Hints.tsx';
import { Prose, Sentences, Words } from './Prose.tsx';
import type { StepProps } from './StepWords.tsx';

/** Which event it was: the one under the cursor, wherever that was moved to. */
export function ExplainCard({ open, now, step }: StepProps & { readonly step: ExplainStep }) {
  const { conduct, actor, meta } = open;
  const { reply, checking, trouble } = useStore(conduct.store);
  const run = useCalm((s) => s.run);
  const cursor = useCalm((s) => s.cursor.step);
  const found = now.done[step.id] === true;
  return (
    <div className="card lesson-card">
      <p className="lesson-ask">
        <Words text={step.ask} />
      </p>
      {run !== null && run.trace.steps > 0 && (
        <p className="lesson-at">
          <span className="eyebrow num">
            At the cursor: {ms(stepTime(run, cursor))}, {stepName(run, cursor)}
          </span>
          <br />
          <Told {...describeStep(meta, run, cursor)} />
        </p>
      )}
      <div role="status">
        {found && <p className="lesson-verdict">That is it.</p>}
        {!found && reply !== null && (
          <p className="lesson-reply">
            <Sentences text={reply} />
          </p>
        )}
        {!found && reply === null && !checking && (
          <p className="lesson-aside">Pick it on the timeline or in the list, or step to it (← and →).</p>
        )}
        {trouble !== null && <p className="lesson-reply fault-text">{trouble}</p>}
      </div>
      {found ? (
        <Prose blocks={step.done} />
      ) : (
        <Hints hints={step.hints} given={now.hints[step.id] ?? 0} more={() => actor.send({ type: 'hint' })} />
      )}
    </div>
  );
}

/** All of the step: what is asked for may be what it did besides. */
function Told({ headline, occasion, more }: StepText) {
  const besides = [...(occasion === '' ? [] : [occasion]), ...more];
  return (
    <>
      {headline}.
      {besides.length > 0 && (
        <span className="muted"> {besides.map((sentence) => `${capital(sentence)}.`).join(' ')}</span>
      )}
    </>
  );
}
