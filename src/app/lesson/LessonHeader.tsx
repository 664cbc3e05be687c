import { Logo } from '../../widgets/Logo.tsx';
import { ThemeMenu } from '../lab/ThemeMenu.tsx';
import { trailAt } from '../list/trail.ts';
import { startPresenting } from '../present/store.ts';
import { homeHref } from '../router.ts';
import type { OpenLesson } from './LessonPage.tsx';
import { type LessonSnapshot, reach } from './machine.ts';
import { openInLab } from './toLab.ts';

export function LessonHeader({
  open,
  now,
  narrow,
  onLeave,
}: {
  readonly open: OpenLesson;
  readonly now: LessonSnapshot;
  readonly narrow: boolean;
  readonly onLeave?: (() => void) | undefined;
}) {
  const { lesson, meta, preview } = open;
  const count = lesson.steps.length;
  const list = trailAt(location.hash)?.list;
  return (
    <header className="lab-head">
      <a className="lab-logo" href={homeHref} aria-label="Faultline, home">
        <Logo />
      </a>
      <nav className="crumb" aria-label="Where you are">
        {onLeave === undefined ? (
          <a className="lesson-up" href={list?.href ?? '#/lessons'}>
            <span className="lesson-up-arrow" aria-hidden="true">
              ‹
            </span>
            <span className="lesson-up-title">{list?.title ?? 'Lessons'}</span>
          </a>
        ) : (
          <button type="button" className="text-button" onClick={onLeave}>
            Lessons
          </button>
        )}
        <span aria-hidden="true" className="crumb-slash">
          /
        </span>
        <span className="crumb-here">
          {lesson.card.title}
          {preview && <span className="muted">, preview</span>}
        </span>
      </nav>
      <span className="spring" />
      <StepDots open={open} now={now} />
      <span className="lesson-count num">
        {now.index >= count
          ? 'The end'
          : narrow
            ? `${now.index + 1}/${count}`
            : `Step ${now.index + 1} of ${count}`}
      </span>
      {!narrow && <ThemeMenu />}
      {!narrow && (
        <button
          type="button"
          className="button"
          title="Full screen, for a lecture (l)"
          onClick={startPresenting}
        >
          Present
        </button>
      )}
      <button
        type="button"
        className="button"
        title="This run as it stands, with everything the lab has; Back returns here"
        onClick={() => void openInLab(lesson, meta, preview)}
      >
        {narrow ? 'Lab' : 'Open in the lab'}
      </button>
    </header>
  );
}

/** One mark a step: how far one is, and the way back. */
function StepDots({ open, now }: { readonly open: OpenLesson; readonly now: LessonSnapshot }) {
  const { lesson, actor } = open;
  const steps = lesson.steps;
  const plans = steps.map(({ id, kind }) => ({ id, kind, choices: 0 }));
  const furthest = reach({ steps: plans, done: now.done });
  return (
    <ol className="lesson-dots" aria-label="Steps">
      {steps.map((step, i) => (
        <li key={step.id}>
          <button
            type="button"
            className="lesson-dot"
            data-done={now.done[step.id] || undefined}
            aria-current={i === now.index ? 'step' : undefined}
            aria-label={`Step ${i + 1}: ${i > furthest ? 'not yet open' : step.title}${now.done[step.id] ? ', done' : ''}`}
            title={i > furthest ? 'Not yet open' : step.title}
            disabled={i > furthest}
            onClick={() => actor.send({ type: 'goto', index: i })}
          />
        </li>
      ))}
    </ol>
  );
}
