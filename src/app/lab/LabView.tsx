import { Suspense, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { Divider } from '../../widgets/Divider.tsx';
import { useMedia } from '../../widgets/useMedia.ts';
import { compareStore } from '../branches/compareStore.ts';
import { loadRules } from '../catalog.ts';
import { prepare } from '../faults/open.ts';
import { SideTabs, useJudge } from '../history/SideTabs.tsx';
import { Loading } from '../Loading.tsx';
import { later, spare } from '../later.tsx';
import { paletteStore } from '../palette/store.ts';
import { Stage } from '../stage/Stage.tsx';
import { MAX_STAGE_SHARE, MIN_STAGE_SHARE, usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';
import { useCalm, useDocument, useSession } from '../stores/use.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import type { DropZone } from '../views.ts';
import { Banner } from './Banner.tsx';
import { ClaimLine } from './ClaimLine.tsx';
import { CommandPalette, FaultForm, KeyHelp } from './dialogs.tsx';
import { Header } from './Header.tsx';
import { Notes } from './Notes.tsx';
import { Sheets } from './Sheets.tsx';
import { Transport } from './Transport.tsx';
import { useViewProps } from './useViewProps.ts';
import './lab.css';
import './short.css';

const BranchBar = spare(() => import('../branches/BranchBar.tsx'));
const Compare = spare(() => import('../branches/Compare.tsx'));
const History = spare(() => import('../history/History.tsx'));
const Palette = later(
  async () => (await import('../faults/Palette.tsx')).Palette,
  <div className="palette" />,
);
const Keys = later(async () => (await import('./Keys.tsx')).default);
const ToLesson = later(async () => (await import('../lesson/ToLesson.tsx')).default);
const EventList = later(
  async () => (await import('./EventList.tsx')).EventList,
  <section className="events" aria-hidden="true" />,
);
const Inspector = later(async () => (await import('../inspector/Inspector.tsx')).default);
const SelectionStrip = spare(() => import('./SelectionStrip.tsx'));

/** Once the picture stands: nothing of it waits for this. */
const WARM_UP_MS = 1200;

/** The lab as drawn: notes, stage over timeline, inspector; transport and palette below. */
export function LabView() {
  const narrow = useMedia('(max-width: 899px)');
  const { leftOpen, rightOpen } = usePreferences();
  const sheet = useSession((s) => s.sheet);
  const drawn = useSession((s) => s.run?.trace.hash != null);
  const form = useSession((s) => s.form);
  const help = useSession((s) => s.help);
  const picked = useSession((s) => s.selected !== null);
  const side = useSession((s) => s.side);
  const several = useDocument((d) => d.document?.branches !== undefined);
  const other = useStore(compareStore, (s) => s.other);
  const comparing = several && other !== null;
  const listing = useStore(paletteStore, (s) => s.open !== null);
  const stage = useRef<DropZone>(null);
  const timeline = useRef<DropZone>(null);
  useJudge();
  useEffect(() => {
    if (!drawn) return;
    // The first key for a fault should not wait for its form to be fetched, nor what is typed go elsewhere meanwhile.
    const timer = setTimeout(() => {
      for (const load of [
        () => import('../faults/FaultForm.tsx'),
        () => import('../faults/MoreFaults.tsx'),
        () => import('./SelectionStrip.tsx'),
      ])
        load().catch(() => {});
      prepare();
      const { meta } = sessionStore.getState();
      if (meta !== null) loadRules(meta.id).catch(() => {});
    }, WARM_UP_MS);
    return () => clearTimeout(timer);
  }, [drawn]);

  const showNotes = !comparing && (narrow ? sheet === 'notes' : leftOpen);
  const showEvents = !comparing && (narrow ? sheet === 'events' : leftOpen);
  const showInspector = !comparing && (narrow ? sheet === 'inspector' : rightOpen);
  return (
    <Frame
      data-narrow={narrow || undefined}
      data-left={showNotes || showEvents || undefined}
      data-right={showInspector || undefined}
      data-branches={several || undefined}
    >
      <Keys />
      <Header narrow={narrow} />
      {several && (
        <Suspense fallback={null}>
          <BranchBar />
        </Suspense>
      )}
      {(showNotes || showEvents) && (
        <aside className="lab-left" aria-label="Notes and events">
          {showNotes && <Notes />}
          {showEvents && <EventList />}
        </aside>
      )}
      {comparing ? (
        <Suspense fallback={<Loading />}>
          <Compare other={other} />
        </Suspense>
      ) : (
        <Centre
          stage={stage}
          timeline={timeline}
          above={narrow && <ClaimLine />}
          over={
            picked && (
              <Suspense fallback={null}>
                <SelectionStrip withInspector={!narrow && rightOpen} />
              </Suspense>
            )
          }
        />
      )}
      {showInspector && (
        <aside className="lab-right" aria-label="Details">
          <SideTabs />
          <section className="inspector" aria-label={side === 'history' ? 'What clients saw' : 'Inspector'}>
            <Suspense key={side} fallback={<Loading />}>
              {side === 'history' ? <History /> : <Inspector />}
            </Suspense>
          </section>
        </aside>
      )}
      <footer className="lab-foot">
        <Transport />
        {narrow && !comparing && <Sheets />}
        {!comparing && <Palette zones={[stage, timeline]} />}
      </footer>
      {form !== null && <FaultForm form={form} />}
      {help && <KeyHelp />}
      {listing && <CommandPalette />}
      {fromLesson() && <ToLesson />}
      <Announcer />
    </Frame>
  );
}

/** Whether one has come here from a lesson or a list (lesson/returning.ts, list/trail.ts): only then is the way back fetched. */
function fromLesson(): boolean {
  try {
    return ['lesson', 'list'].some((from) => sessionStorage.getItem(`faultline.${from}`) !== null);
  } catch {
    return false;
  }
}

/** The root element tells which run is on show. A component of its own: another run is no reason to go through the whole lab. */
function Frame({ children, ...attributes }: React.ComponentProps<'div'>) {
  const hash = useSession((s) => s.run?.trace.hash ?? undefined);
  return (
    <div className="lab" data-run-hash={hash} {...attributes}>
      {children}
    </div>
  );
}

function Announcer() {
  const announcement = useSession((s) => s.announcement);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {announcement}
    </div>
  );
}

function Centre({
  stage,
  timeline,
  above,
  over,
}: {
  /** Above the stage, in the flow. */
  readonly above: React.ReactNode;
  /** Over the bottom of the pictures. */
  readonly over: React.ReactNode;
  readonly stage: React.RefObject<DropZone | null>;
  readonly timeline: React.RefObject<DropZone | null>;
}) {
  const box = useRef<HTMLElement>(null);
  const { stageShare, set } = usePreferences();
  return (
    <main
      className="lab-centre"
      tabIndex={-1}
      ref={box}
      style={{ '--stage-share': stageShare } as React.CSSProperties}
    >
      <section className="lab-stage" aria-label="Stage">
        {above}
        <Banner />
        <StageView zone={stage} />
      </section>
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
        <TimelineView zone={timeline} />
      </section>
      {over}
    </main>
  );
}

interface Zoned {
  readonly zone: React.RefObject<DropZone | null>;
}

/** Apart from one another: an edit is drawn on the timeline, under the hand, and on the stage a frame later. */
function TimelineView({ zone }: Zoned) {
  const props = useViewProps();
  return (
    props !== null && (
      <div className="lab-view">
        <Timeline ref={zone} {...props} />
      </div>
    )
  );
}

function StageView({ zone }: Zoned) {
  const props = useViewProps(useCalm);
  return (
    props !== null && (
      <div className="lab-view">
        <Stage ref={zone} {...props} />
      </div>
    )
  );
}
