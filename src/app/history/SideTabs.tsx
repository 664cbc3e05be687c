import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useLab } from '../lab/context.ts';
import { lensStore } from '../lens/store.ts';
import { usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';
import { useSession } from '../stores/use.ts';

/** Which of the right panel's two pages is open. Nothing where a protocol's clients leave no history. */
export function SideTabs() {
  const { meta } = useLab();
  const side = useSession((s) => s.side);
  const whole = useStore(lensStore, (s) => s.lens === null);
  const bad = useSession((s) => s.judged?.kind === 'done' && s.judged.judgement.verdict === 'no') && whole;
  if (meta.history === undefined) return null;
  return (
    <div className="side-tabs" role="group" aria-label="Details of">
      <button
        type="button"
        className="side-tab"
        aria-pressed={side === 'moment'}
        onClick={() => show('moment')}
      >
        This moment
      </button>
      <button
        type="button"
        className="side-tab"
        aria-pressed={side === 'history'}
        aria-keyshortcuts="h"
        title="What the clients were told, and whether it can be true (h)"
        onClick={() => show('history')}
      >
        What clients saw
        {bad && (
          <span className="fault-text">
            <span aria-hidden="true"> ✕</span>
            <span className="visually-hidden">: no single copy could have given these answers</span>
          </span>
        )}
      </button>
    </div>
  );
}

function show(side: 'moment' | 'history'): void {
  sessionStore.getState().set({ side });
}

/** Puts the history on show, wherever the panel is folded away to. */
export function openHistory(): void {
  if (isNarrow()) sessionStore.getState().set({ side: 'history', sheet: 'inspector' });
  else {
    usePreferences.getState().set({ rightOpen: true });
    show('history');
  }
}

/** The key: opens the history; once more goes back. Says whether there is one. */
export function toggleHistory(): boolean {
  const { side, sheet, meta } = sessionStore.getState();
  if (meta?.history === undefined) return false;
  const seen = isNarrow() ? sheet === 'inspector' : usePreferences.getState().rightOpen;
  if (seen && side === 'history') show('moment');
  else openHistory();
  return true;
}

function isNarrow(): boolean {
  return window.matchMedia('(max-width: 899px)').matches;
}

/** Once the picture stands, unless somebody asks before: nothing of it waits for the judge. */
const WARM_UP_MS = 2500;

/** Has the history of the run on show judged while a lab is open. */
export function useJudge(): void {
  const { meta } = useLab();
  const asked = useSession((s) => s.side === 'history');
  const drawn = useSession((s) => s.run !== null);
  const [on, setOn] = useState(false);
  useEffect(() => {
    if (meta.history === undefined || !drawn) return;
    const timer = setTimeout(() => setOn(true), asked ? 0 : WARM_UP_MS);
    return () => clearTimeout(timer);
  }, [meta, drawn, asked]);
  useEffect(() => {
    if (!on) return;
    const watching = import('./start.ts').then(({ startWatching }) => startWatching());
    // Without it the lab is what it was; the panel says that nothing is known yet.
    watching.catch(() => {});
    return () => {
      watching.then(
        (stop) => stop(),
        () => {},
      );
    };
  }, [on]);
}
