import { lazy, Suspense, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Step } from '../../lessons/types.ts';
import { Divider } from '../../widgets/Divider.tsx';
import { useMedia } from '../../widgets/useMedia.ts';
import { Loading } from '../Loading.tsx';
import { Banner } from '../lab/Banner.tsx';
import { LabContext } from '../lab/context.ts';
import { Transport } from '../lab/Transport.tsx';
import { useViewProps } from '../lab/useViewProps.ts';
import { Stage } from '../stage/Stage.tsx';
import { MAX_STAGE_SHARE, MIN_STAGE_SHARE, usePreferences } from '../stores/preferences.ts';
import { useCalm, useSession } from '../stores/use.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import type { ChipKind, DropZone } from '../views.ts';
import { Action } from './Action.tsx';
import { stepOf } from './conduct.ts';
import { LessonHeader } from './LessonHeader.tsx';
import { LessonKeys } from './LessonKeys.tsx';
import type { OpenLesson } from './LessonPage.tsx';
import type { LessonSnapshot } from './machine.ts';
import { StepWords } from './StepWords.tsx';
import { veilFrom } from './veil.ts';
import '../lab/lab.css';
import '../lab/notes.css';
import './lesson.css';

const Palette = lazy(async () => ({ default: (await import('../faults/Palette.tsx')).Palette }));
const EventList = lazy(async () => ({ default: (await import('../lab/EventList.tsx')).EventList }));
const Inspector = lazy(() => import('../inspector/Inspector.tsx'));
const FaultForm = lazy(() => import('../faults/FaultForm.tsx'));
const SelectionStrip = lazy(() => import('../lab/SelectionStrip.tsx'));
const KeyHelp = lazy(() => import('../lab/KeyHelp.tsx'));

const nothing = () => {};

export function useSnapshot({ actor }: OpenLesson): LessonSnapshot {
  return useSyncExternalStore(actor.subscribe, actor.get);
}

/** A lesson as drawn: words, stage over timeline, inspector; one panel after the other, and nothing that is not there yet. */
export function LessonView({
  open,
  onLeave,
}: {
  readonly open: OpenLesson;
  readonly onLeave?: (() => void) | undefined;
}) {
  const { lesson, meta, host } = open;
  const now = useSnapshot(open);
  const step = stepOf(lesson, now);
  const ended = now.state === 'ended';
  const narrow = useMedia('(max-width: 899px)');
  const hash = useSession((s) => s.run?.trace.hash ?? undefined);
  const nodes = useSession((s) => s.run?.resolved.nodes);
  const form = useSession((s) => s.form);
  const help = useSession((s) => s.help);
  const picked = useSession((s) => s.selected !== null);
  const announcement = useSession((s) => s.announcement);
  const stage = useRef<DropZone>(null);
  const timeline = useRef<DropZone>(null);
  const editing = step.kind === 'do' && !ended;
  const has = (panel: Step['panels'][number]) => step.panels.includes(panel);
  const clients = meta.roles.some(
    ({ id }) =>
      meta.commands.some(({ role }) => role === id) && (nodes?.some(({ role }) => role === id) ?? true),
  );
  const wanted = useMemo(() => wantedChips(step, clients), [step, clients]);
  const context = useMemo(() => ({ meta, player: host.player, embed: !editing }), [meta, host, editing]);
  return (
    <LabContext value={context}>
      <div
        className="lab lesson"
        data-run-hash={hash}
        data-narrow={narrow || undefined}
        data-left
        data-right={(has('inspector') && !narrow) || undefined}
        data-step={step.id}
        data-state={now.state}
        data-few={(step.kind === 'do' && step.may.faults !== true) || undefined}
      >
        <LessonKeys editing={editing} />
        <LessonHeader open={open} now={now} narrow={narrow} onLeave={onLeave} />
        <aside className="lab-left" aria-label="Lesson">
          <StepWords open={open} now={now} step={step} narrow={narrow} />
          {has('events') && !narrow && (
            <Suspense fallback={null}>
              <EventList />
            </Suspense>
          )}
        </aside>
        <Centre step={step} now={now} editing={editing} stage={stage} timeline={timeline}>
          {picked && editing && (
            <Suspense fallback={null}>
              <SelectionStrip withInspector={has('inspector') && !narrow} />
            </Suspense>
          )}
        </Centre>
        {has('inspector') && (
          <aside className="lab-right" aria-label="Details">
            <section className="inspector" aria-label="Inspector">
              <Suspense fallback={<Loading />}>
                <Inspector />
              </Suspense>
            </section>
          </aside>
        )}
        {has('events') && narrow && (
          <aside className="lesson-events" aria-label="Events of the run">
            <Suspense fallback={null}>
              <EventList />
            </Suspense>
          </aside>
        )}
        <footer className="lab-foot">
          {narrow && <Action open={open} now={now} step={step} />}
          <Transport />
          {editing && step.kind === 'do' && (step.may.faults !== false || step.may.commands) && (
            <Suspense fallback={<div className="palette" />}>
              <Palette zones={[stage, timeline]} wanted={wanted} />
            </Suspense>
          )}
        </footer>
        <Suspense fallback={null}>
          {form !== null && editing && <FaultForm form={form} />}
          {help && <KeyHelp />}
        </Suspense>
        <div className="visually-hidden" role="status" aria-live="polite">
          {announcement}
        </div>
      </div>
    </LabContext>
  );
}

/** Of the chips those that an exercise allows, and a command only where somebody can take one. */
function wantedChips(step: Step, clients: boolean): (kind: ChipKind) => boolean {
  if (step.kind !== 'do') return () => false;
  const { faults, commands } = step.may;
  return (kind) => {
    if (kind === 'command') return commands && clients;
    return faults === true || (faults !== false && faults.includes(kind));
  };
}

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

function Centre({
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
        <Banner />
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
