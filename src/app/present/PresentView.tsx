import { lazy, Suspense, useEffect, useLayoutEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useLab } from '../lab/context.ts';
import { useKeys } from '../lab/keys.ts';
import { useViewProps } from '../lab/useViewProps.ts';
import { lensStore } from '../lens/store.ts';
import { paletteStore } from '../palette/store.ts';
import { notesHref } from '../router.ts';
import { Stage } from '../stage/Stage.tsx';
import { sessionStore } from '../stores/session.ts';
import { useDocument, useSession } from '../stores/use.ts';
import { capital } from '../text.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import { Hands, Question } from './Hands.tsx';
import { Promises } from './Promises.tsx';
import { endPresenting } from './store.ts';
import { type Presenter, usePresenter } from './usePresenter.ts';
import { useSpeaker } from './useSpeaker.ts';
import './present.css';

const FaultForm = lazy(() => import('../faults/FaultForm.tsx'));
const KeyHelp = lazy(() => import('../lab/KeyHelp.tsx'));
const CommandPalette = lazy(() => import('../palette/Palette.tsx'));
const LensBanner = lazy(() => import('../lens/LensBanner.tsx'));

/** The smallest type in stage and timeline, px; in the hall it has to be a fiftieth of the height. */
const SMALLEST = 10;
const SHARE = 50;

function useHall(): { readonly zoom: number; readonly height: number } {
  const [height, setHeight] = useState(window.innerHeight);
  useEffect(() => {
    const measure = () => setHeight(window.innerHeight);
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  return { zoom: Math.max(1, height / SHARE / SMALLEST), height };
}

type Show = 'both' | 'stage' | 'timeline';
const SHOWS: readonly Show[] = ['both', 'stage', 'timeline'];

/** The lab on a wall: one sentence, stage and timeline, no chrome. */
export default function PresentView() {
  const presenter = usePresenter();
  const { zoom } = useHall();
  const hash = useSession((s) => s.run?.trace.hash ?? undefined);
  const form = useSession((s) => s.form);
  const help = useSession((s) => s.help);
  const announcement = useSession((s) => s.announcement);
  const listing = useStore(paletteStore, (s) => s.open !== null);
  const [show, setShow] = useState<Show>('both');
  const [dark, setDark] = useState(false);
  useKeys();
  usePresentKeys(presenter, {
    turn: () => setShow((now) => SHOWS[(SHOWS.indexOf(now) + 1) % SHOWS.length] ?? 'both'),
    blank: () => setDark((now) => !now),
    blanked: dark,
  });
  useSpeaker(presenter);
  return (
    <div
      className="present"
      data-run-hash={hash}
      data-show={show}
      style={{ zoom, height: `${100 / zoom}dvh` } as React.CSSProperties}
    >
      {presenter !== null && <Slide presenter={presenter} show={show} />}
      {dark && <div className="present-dark" aria-hidden="true" />}
      <Suspense fallback={null}>
        {form !== null && <FaultForm form={form} />}
        {help && <KeyHelp />}
        {listing && <CommandPalette />}
      </Suspense>
      <div className="visually-hidden" role="status" aria-live="polite">
        {announcement}
      </div>
    </div>
  );
}

function Slide({ presenter, show }: { readonly presenter: Presenter; readonly show: Show }) {
  const { meta } = useLab();
  const { slide, slides, at, detour, moving } = presenter;
  const props = useViewProps();
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
        <p className="present-place num">
          <span className="visually-hidden">Slide </span>
          {at + 1}/{slides.length}
          {moving && ' ▸'}
        </p>
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
        {opening && (
          <p className="present-aside">
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

interface Doing {
  turn(): void;
  blank(): void;
  readonly blanked: boolean;
}

/** What a clicker sends, and the few keys of a lecture. They come before the lab's own, which stay. */
function usePresentKeys(presenter: Presenter | null, { turn, blank, blanked }: Doing): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || presenter === null) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      const open = sessionStore.getState().form !== null || target?.closest('[role="dialog"], [role="menu"]');
      if (open) return;
      const typing = target?.matches('input, textarea, select') ?? false;
      const act = (): boolean => {
        switch (event.key) {
          case 'PageDown':
            presenter.go(1);
            return true;
          case 'PageUp':
            presenter.go(-1);
            return true;
          case 'Escape':
            if (typing) target?.blur();
            else if (presenter.detour || presenter.moving) presenter.back();
            else endPresenting();
            return true;
        }
        if (typing) return false;
        switch (event.key) {
          case 'b':
          case '.':
            blank();
            return true;
          case 'q':
            presenter.ask();
            return true;
          case 'Tab':
            return false;
          case 'o':
            turn();
            return true;
        }
        return false;
      };
      // A dark screen comes back with any key, which does nothing else.
      if (blanked) blank();
      else if (!act()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [presenter, turn, blank, blanked]);
  useEffect(() => {
    // On the whole screen a browser keeps Escape for itself, unless it is asked.
    const keyboard = (
      navigator as { readonly keyboard?: { lock(keys: string[]): Promise<void>; unlock(): void } }
    ).keyboard;
    keyboard?.lock(['Escape']).catch(() => {});
    return () => keyboard?.unlock();
  }, []);
  useEffect(() => {
    // Where it keeps Escape nevertheless, leaving the whole screen is what the press came to.
    const onLeave = () => {
      if (document.fullscreenElement === null && presenter?.detour) presenter.back();
    };
    document.addEventListener('fullscreenchange', onLeave);
    return () => document.removeEventListener('fullscreenchange', onLeave);
  }, [presenter]);
}
