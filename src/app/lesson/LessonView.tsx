import { lazy, Suspense, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Step } from '../../lessons/types.ts';
import { useMedia } from '../../widgets/useMedia.ts';
import { Loading } from '../Loading.tsx';
import { LabContext } from '../lab/context.ts';
import { FaultForm, KeyHelp } from '../lab/dialogs.tsx';
import { Transport } from '../lab/Transport.tsx';
import { useSession } from '../stores/use.ts';
import type { ChipKind, DropZone } from '../views.ts';
import { Action } from './Action.tsx';
import { stepOf } from './conduct.ts';
import { LessonCentre } from './LessonCentre.tsx';
import { LessonHeader } from './LessonHeader.tsx';
import { LessonKeys } from './LessonKeys.tsx';
import type { OpenLesson } from './LessonPage.tsx';
import type { LessonSnapshot } from './machine.ts';
import { StepWords } from './StepWords.tsx';
import '../lab/lab.css';
import '../lab/notes.css';
import './lesson.css';

const Palette = lazy(async () => ({ default: (await import('../faults/Palette.tsx')).Palette }));
const EventList = lazy(async () => ({ default: (await import('../lab/EventList.tsx')).EventList }));
const Inspector = lazy(() => import('../inspector/Inspector.tsx'));
const SelectionStrip = lazy(() => import('../lab/SelectionStrip.tsx'));

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
  const named = step.kind === 'do' && Array.isArray(step.may.faults) ? step.may.faults : undefined;
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
        <LessonCentre step={step} now={now} editing={editing} stage={stage} timeline={timeline}>
          {picked && editing && (
            <Suspense fallback={null}>
              <SelectionStrip withInspector={has('inspector') && !narrow} />
            </Suspense>
          )}
        </LessonCentre>
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
              <Palette zones={[stage, timeline]} wanted={wanted} named={named} />
            </Suspense>
          )}
        </footer>
        {form !== null && editing && <FaultForm form={form} />}
        {help && <KeyHelp />}
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
