/** The pictures of a lesson: stage over timeline, as much of them as is open, and the veil over what is not there yet. */
import { useEffect, useMemo, useRef } from 'react';
import type { Step } from '../../lessons/types.ts';
import { Divider } from '../../widgets/Divider.tsx';
import { Banner } from '../lab/Banner.tsx';
import { useViewProps } from '../lab/useViewProps.ts';
import { Stage } from '../stage/Stage.tsx';
import { MAX_STAGE_SHARE, MIN_STAGE_SHARE, usePreferences } from '../stores/preferences.ts';
import { useCalm } from '../stores/use.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import type { DropZone } from '../views.ts';
import type { LessonSnapshot } from './machine.ts';
import { veilFrom } from './veil.ts';

const nothing = () => {};

/** What covers the timeline, if anything does: from when, and what is said there. */
function coverOf(
  step: Step,
  { state, done }: LessonSnapshot,
): { readonly at: number; readonly words: string } | null {
  if (state === 'predicting' && step.kind === 'predict')
    return { at: step.at, words: 'covered until you predict' };
  if (step.kind === 'do') return null;
  if (step.kind === 'predict') return { at: done[step.id] ? step.to : step.at, words: 'comes later' };
  return { at: step.to, words: 'comes later' };
}

export function LessonCentre({
  step,
  now,
  editing,
  stage,
  timeline,
  children,
}: {
  readonly step: Step;
  readonly now: LessonSnapshot;
  readonly editing: boolean;
  readonly stage: React.RefObject<DropZone | null>;
  readonly timeline: React.RefObject<DropZone | null>;
  readonly children: React.ReactNode;
}) {
  const box = useRef<HTMLElement>(null);
  const { stageShare, set } = usePreferences();
  const withTimeline = step.panels.includes('timeline');
  const cover = coverOf(step, now);
  const coverAt = cover?.at ?? null;
  const coverWords = cover?.words ?? '';
  const veil = useMemo(
    () => (coverAt === null ? null : veilFrom(coverAt, coverWords)),
    [coverAt, coverWords],
  );
  return (
    <main
      className="lab-centre"
      ref={box}
      data-stage-only={!withTimeline || undefined}
      data-bare={!step.panels.includes('state') || undefined}
      style={{ '--stage-share': stageShare } as React.CSSProperties}
    >
      <section className="lab-stage" aria-label="Stage">
        <Banner covered={now.state === 'predicting'} />
        <StageView zone={stage} editing={editing} covered={now.state === 'predicting'} />
      </section>
      {withTimeline && (
        <>
          <Divider
            share={stageShare}
            min={MIN_STAGE_SHARE}
            max={MAX_STAGE_SHARE}
            standard={0.44}
            label="Height of the stage"
            container={box}
            onChange={(share) => set({ stageShare: share })}
          />
          <section className="lab-timeline" aria-label="Timeline">
            <TimelineView zone={timeline} editing={editing} veil={veil} />
          </section>
        </>
      )}
      {children}
    </main>
  );
}

/** Where nothing may be done to the run, nothing can be taken hold of. */
const HANDS_OFF = { onEditInput: nothing, onDeleteInput: nothing, onOpenInput: nothing };

function StageView({
  zone,
  editing,
  covered,
}: {
  readonly zone: React.RefObject<DropZone | null>;
  readonly editing: boolean;
  readonly covered: boolean;
}) {
  const props = useViewProps(useCalm);
  // Without a timeline the stage is the first picture.
  const stands = props !== null;
  useEffect(() => {
    if (stands) void import('../firstPicture.ts').then(({ pictureStands }) => pictureStands());
  }, [stands]);
  if (props === null) return null;
  return (
    <div className="lab-view">
      <Stage
        ref={zone}
        {...props}
        covered={covered}
        {...(editing ? {} : { ...HANDS_OFF, onEditRun: undefined })}
      />
    </div>
  );
}

function TimelineView({
  zone,
  editing,
  veil,
}: {
  readonly zone: React.RefObject<DropZone | null>;
  readonly editing: boolean;
  readonly veil: ReturnType<typeof veilFrom> | null;
}) {
  const props = useViewProps();
  if (props === null) return null;
  return (
    <div className="lab-view">
      <Timeline
        ref={zone}
        {...props}
        layer={veil}
        {...(editing ? {} : { ...HANDS_OFF, onEditInputs: undefined, onEditRun: undefined })}
      />
    </div>
  );
}
