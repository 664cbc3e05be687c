import { lazy, Suspense, useMemo } from 'react';
import { useStore } from 'zustand';
import { useLab } from '../lab/context.ts';
import { useViewProps } from '../lab/useViewProps.ts';
import { lensStore } from '../lens/store.ts';
import { notesHref } from '../router.ts';
import { Stage } from '../stage/Stage.tsx';
import { useDocument } from '../stores/use.ts';
import { capital } from '../text.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import { Hands, Question } from './Hands.tsx';
import type { Lecture } from './lecture.ts';
import { Promises } from './Promises.tsx';
import { type Presenter, usePresenter } from './usePresenter.ts';
import { LabWall, Place, type Show } from './Wall.tsx';
import { useWalk } from './walk.ts';

const LensBanner = lazy(() => import('../lens/LensBanner.tsx'));

/** The lab on a wall: one sentence, stage and timeline, no chrome. */
export default function PresentView() {
  const presenter = usePresenter();
  const notes = useDocument((d) => d.document?.notes ?? '');
  const lecture = useMemo(
    () => (presenter === null ? null : lectureOf(presenter, notes)),
    [presenter, notes],
  );
  return (
    <LabWall lecture={lecture}>
      {(show) => presenter !== null && <Slide presenter={presenter} show={show} />}
    </LabWall>
  );
}

function lectureOf(presenter: Presenter, notes: string): Lecture {
  const { slides, slide, at } = presenter;
  return {
    ...presenter,
    of: slides.length,
    words: slide.words,
    more: slide.more,
    next: slides[at + 1]?.words ?? '',
    notes,
    prediction: slide.kind === 'prediction' ? slide : null,
  };
}

function Slide({ presenter, show }: { readonly presenter: Presenter; readonly show: Show }) {
  const { meta } = useLab();
  const { slide, slides, at, detour, moving } = presenter;
  const props = useViewProps();
  const walk = useWalk();
  const lens = useStore(lensStore, (s) => s.lens);
  const rules = useDocument((d) => d.document?.spec.variants) ?? [];
  const broken = rules.map((id) => meta.variants.find((variant) => variant.id === id)?.title ?? id);
  const covered = slide.kind === 'prediction' && !detour;
  const opening = slide.kind === 'title' && !detour;
  return (
    <>
      <header className="present-head">
        <h1 className="present-words" data-big={opening || undefined}>
          {detour ? 'A detour' : covered ? <Question prediction={slide} /> : slide.words}
        </h1>
        {!opening && slide.more !== '' && !detour && <p className="present-more">{slide.more}</p>}
        {opening && slide.more !== '' && <p className="present-more">{slide.more}</p>}
        {detour && <p className="present-more">Esc goes back to the script.</p>}
        <Place at={at} of={slides.length} moving={moving} />
      </header>
      <main className="present-main">
        {broken.length > 0 && (
          <p className="banner banner-broken">
            <strong>Broken on purpose:</strong> {broken.map(capital).join('; ')}.
          </p>
        )}
        {lens !== null && (
          <Suspense fallback={null}>
            <LensBanner />
          </Suspense>
        )}
        {opening && walk === null && (
          <p className="present-aside">
            <span className="present-keys">Page Down: next slide · Esc: leave · </span>
            <a href={notesHref} target="_blank" rel="noopener opener">
              Notes in a second window
            </a>
          </p>
        )}
        {covered ? (
          <Hands key={slide.id} prediction={slide} />
        ) : slide.kind === 'promises' && !detour ? (
          <Promises slides={slides} />
        ) : (
          <div className="present-pictures" data-one={opening || undefined}>
            {show !== 'timeline' && (
              <section className="present-picture lab-stage" aria-label="Stage">
                {props !== null && <Stage {...props} />}
              </section>
            )}
            {show !== 'stage' && !opening && (
              <section className="present-picture lab-timeline" aria-label="Timeline">
                {props !== null && <Timeline {...props} />}
              </section>
            )}
          </div>
        )}
      </main>
    </>
  );
}
