/** Opens what an address of a lab names, and keeps the lab's machinery alive while it is on show. */
import { useEffect, useState } from 'react';
import type { Meta } from '../../engine/meta.ts';
import { heldRuns } from '../branches/held.ts';
import { endLens } from '../lens/store.ts';
import { createPlayer, type Player } from '../playback/player.ts';
import type { Route } from '../router.ts';
import { reducedMotion } from '../stillness.ts';
import { documentStore } from '../stores/document.ts';
import { usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';
import { joinWithLab } from './atRest.ts';
import { openingOf, sharedLab } from './early.ts';
import type { Opening } from './opening.ts';
import { createRunner } from './runner.ts';

export type LabRoute = Extract<Route, { page: 'lab' }>;

export interface OpenRun {
  readonly meta: Meta;
  readonly player: Player;
}

/** What else begins with an open run. @returns how to end it, last first */
export type OnOpen = (
  route: LabRoute,
  open: OpenRun & { readonly opened: Extract<Opening, { ok: true }> },
) => readonly (() => void)[];

/**
 * @param route null: an address that names no run
 * @param onOpen the same function each time
 */
export function useOpenRun(
  route: LabRoute | null,
  onOpen?: OnOpen,
): { readonly trouble: string | null; readonly shown: OpenRun | null } {
  const [trouble, setTrouble] = useState<string | null>(null);
  const [shown, setShown] = useState<OpenRun | null>(null);
  useEffect(() => {
    if (route === null) {
      setTrouble('This is no run.');
      return;
    }
    let gone = false;
    const lab = sharedLab();
    let opening = true;
    let busy = () => opening;
    const stops = [joinWithLab(lab, () => busy())];
    void openingOf(route).then(({ meta, opening: opened, run }) => {
      opening = false;
      if (gone) return;
      if (!opened.ok) setTrouble(opened.why);
      else if (meta !== null) {
        const runner = createRunner({ lab, documents: documentStore, session: sessionStore, held: heldRuns });
        // Mounted a second time (React's strict mode), an early run that was given up must not be waited for.
        const early = run?.abort.signal.aborted ? null : run;
        runner.open(meta, opened.document, opened.time, early, opened.original);
        const player = createPlayer({
          session: sessionStore,
          slowdown: () => usePreferences.getState().slowdown,
          reducedMotion,
        });
        busy = () => runner.busy();
        stops.push(
          () => runner.dispose(),
          endLens,
          () => player.dispose(),
        );
        if (onOpen) stops.push(...onOpen(route, { meta, player, opened }));
        setShown({ meta, player });
      }
    });
    return () => {
      gone = true;
      for (const stop of stops.reverse()) stop();
      setShown(null);
    };
  }, [route, onOpen]);
  return { trouble, shown };
}
