import { lazy, Suspense, useEffect, useRef } from 'react';
import type { Step } from '../../lessons/types.ts';
import { hasNavigated } from '../router.ts';
import { Action } from './Action.tsx';
import { DoCard } from './DoCard.tsx';
import { EndWords } from './EndWords.tsx';
import { ExplainCard } from './ExplainCard.tsx';
import { Eyes } from './Eyes.tsx';
import { useKeptFocus } from './keptFocus.ts';
import type { OpenLesson } from './LessonPage.tsx';
import type { LessonSnapshot } from './machine.ts';
import { PredictCard } from './PredictCard.tsx';
import { Prose } from './Prose.tsx';

const Soundness = lazy(() => import('./Soundness.tsx'));
const Setup = lazy(() => import('../lab/Setup.tsx'));

const KINDS: Readonly<Record<Step['kind'], string>> = {
  watch: 'Watch',
  predict: 'Predict first',
  do: 'Your turn',
  explain: 'Find the cause',
};

export interface StepProps {
  readonly open: OpenLesson;
  readonly now: LessonSnapshot;
}

/** The left panel: what a step says and asks. */
export function StepWords({
  open,
  now,
  step,
  narrow,
}: StepProps & { readonly step: Step; readonly narrow: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  useKeptFocus(box);
  // From step to step the focus goes along: on the heading, so that it is read out and Tab goes on from there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step is what moves the focus
  useEffect(() => {
    if (first.current) {
      first.current = false;
      if (hasNavigated()) heading.current?.focus({ preventScroll: true });
      return;
    }
    heading.current?.focus({ preventScroll: true });
    box.current?.scrollTo(0, 0);
    if (narrow) window.scrollTo(0, 0);
  }, [now.index]);
  if (now.state === 'ended') {
    return (
      <div className="notes lesson-words" ref={box}>
        <EndWords open={open} now={now} heading={heading} />
      </div>
    );
  }
  return (
    <div className="notes lesson-words" ref={box}>
      {open.preview && (
        <Suspense fallback={null}>
          <Soundness lesson={open.lesson} files={open.files} />
        </Suspense>
      )}
      <p className="eyebrow">{KINDS[step.kind]}</p>
      <h1 className="claim" ref={heading} tabIndex={-1}>
        {step.title}
      </h1>
      <Prose blocks={step.text} open={step.kind === 'predict' && now.done[step.id] !== true} />
      {step.as !== undefined && (
        <Eyes
          key={`eyes ${step.id}`}
          node={step.as}
          begins={step.kind === 'predict' && now.done[step.id] !== true}
        />
      )}
      {step.kind === 'predict' && <PredictCard key={step.id} open={open} now={now} step={step} />}
      {step.kind === 'do' && <DoCard key={step.id} open={open} now={now} step={step} />}
      {step.kind === 'explain' && <ExplainCard key={step.id} open={open} now={now} step={step} />}
      {step.kind === 'do' && step.panels.includes('setup') && (
        <Suspense fallback={null}>
          <Setup may={step.may} />
        </Suspense>
      )}
      {!narrow && <Action open={open} now={now} step={step} />}
    </div>
  );
}
