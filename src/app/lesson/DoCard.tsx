import { useStore } from 'zustand';
import type { DoStep } from '../../lessons/types.ts';
import { absolute, linkHash } from '../lab/share.ts';
import { CopyButton } from '../share/CopyButton.tsx';
import { toClipboard } from '../share/copy.ts';
import { documentStore, isChanged } from '../stores/document.ts';
import { sessionStore, stepTime } from '../stores/session.ts';
import { useDocument, useSession } from '../stores/use.ts';
import { ms } from '../text.ts';
import { Hints } from './Hints.tsx';
import type { OpenLesson } from './LessonPage.tsx';
import { Prose, Sentences } from './Prose.tsx';
import type { StepProps } from './StepWords.tsx';

/** What a student hands in: `faultline grade` reads it. */
async function copyRun({ lesson, meta }: OpenLesson): Promise<boolean> {
  const { document } = documentStore.getState();
  if (document === null) return false;
  try {
    const link = await linkHash(document, sessionStore.getState().cursor.time, meta, {
      title: lesson.card.title,
    });
    return link.ok && (await toClipboard(absolute(link.hash)));
  } catch {
    return false;
  }
}

/** What is to be reached, whether it is, and what helps. */
export function DoCard({ open, now, step }: StepProps & { readonly step: DoStep }) {
  const { conduct, actor, host } = open;
  const { refused, reply, checking, metAt, trouble } = useStore(conduct.store);
  const run = useSession((s) => s.run);
  const changed = useDocument(isChanged);
  const met = now.done[step.id] === true;
  const hints = now.hints[step.id] ?? 0;
  const at = metAt !== null && run !== null && metAt < run.trace.steps ? metAt : null;
  return (
    <div className="card lesson-card">
      <p className="lesson-goal" data-met={met || undefined}>
        <span aria-hidden="true" className="lesson-mark">
          {met ? '✓' : '○'}
        </span>
        <span>
          <strong>Goal:</strong> <Sentences text={step.goal} />
          {step.goal.endsWith('.') ? '' : '.'}
        </span>
      </p>
      <div role="status">
        {met && (
          <p className="lesson-verdict">
            Reached{at !== null && run !== null && ` at ${ms(stepTime(run, at))}`}.{' '}
            {at !== null && (
              <button type="button" className="text-button" onClick={() => host.player.goto(at)}>
                Go there
              </button>
            )}
          </p>
        )}
        {!met && !checking && refused === null && reply === null && (
          <p className="lesson-aside">
            {changed ? 'Not yet. It is looked at after every change.' : 'Any way that reaches it counts.'}
          </p>
        )}
        {refused !== null && <p className="lesson-reply">{refused}</p>}
        {!met && refused === null && reply !== null && (
          <p className="lesson-reply">
            <Sentences text={reply} />
          </p>
        )}
        {trouble !== null && <p className="lesson-reply fault-text">{trouble}</p>}
      </div>
      {met && <Prose blocks={step.done} />}
      <div className="lesson-helps">
        {changed && (
          <button type="button" className="button small" onClick={() => conduct.again()}>
            Begin again
          </button>
        )}
        {met && <CopyButton label="Copy a link to this run" copy={() => copyRun(open)} />}
        {!met && hints >= 3 && (
          <button type="button" className="button small" onClick={() => conduct.solve()}>
            Show a solution
          </button>
        )}
      </div>
      {!met && <Hints hints={step.hints} given={hints} more={() => actor.send({ type: 'hint' })} />}
    </div>
  );
}
