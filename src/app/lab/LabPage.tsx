import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Meta } from '../../engine/meta.ts';
import { endCompare } from '../branches/compareStore.ts';
import { heldRuns } from '../branches/held.ts';
import { afterPicture } from '../firstPicture.ts';
import { joinIdle } from '../idle.ts';
import { Loading } from '../Loading.tsx';
import { endLens } from '../lens/store.ts';
import { Trouble } from '../pages/Trouble.tsx';
import { createPlayer, type Player } from '../playback/player.ts';
import { endPresenting, presentStore } from '../present/store.ts';
import type { Route } from '../router.ts';
import { calm } from '../stores/calm.ts';
import { documentStore } from '../stores/document.ts';
import { usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';
import { LabContext } from './context.ts';
import { type EarlyRun, openingOf, sharedLab } from './early.ts';
import { LabView } from './LabView.tsx';
import { keepKeys } from './missedKeys.ts';
import type { Opening } from './opening.ts';
import { createRunner } from './runner.ts';
import type { Following } from './share.ts';

const EmbedView = lazy(() => import('../embed/EmbedView.tsx'));
const PresentView = lazy(() => import('../present/PresentView.tsx'));

/** Keeps the address equal to what is on show, once the first picture stands. @returns how to stop */
function following(meta: Meta, options: Following): () => void {
  let stop: (() => void) | null = null;
  let over = false;
  afterPicture(() => import('./share.ts')).then(
    ({ followAddress }) => {
      if (!over) stop = followAddress(meta, options);
    },
    () => {
      // Without the network the experiment lives on in this page only.
    },
  );
  return () => {
    over = true;
    stop?.();
  };
}

/** Opens what the address names and keeps the lab's machinery alive while it is on show. */
export default function LabPage({ route }: { readonly route: Extract<Route, { page: 'lab' }> }) {
  const presenting = useStore(presentStore, (s) => s.on);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [shown, setShown] = useState<{ readonly meta: Meta; readonly player: Player } | null>(null);

  useEffect(keepKeys, []);
  useEffect(() => {
    let gone = false;
    const stops: (() => void)[] = [];
    const lab = sharedLab();
    let opening = true;
    let busy = () => opening;
    stops.push(
      joinIdle({
        busy: () => busy() || lab.busy() || calm.behind(),
        settle: () => lab.onIdle(),
        shown: () => {
          const { run, world, detail } = sessionStore.getState();
          return run === null ? null : `${run.id} ${world?.step} ${detail?.step}`;
        },
      }),
    );

    const start = (meta: Meta, opened: Extract<Opening, { ok: true }>, run: EarlyRun | null) => {
      const runner = createRunner({
        lab,
        documents: documentStore,
        session: sessionStore,
        held: heldRuns,
      });
      // Mounted a second time (React's strict mode), an early run that was given up must not be waited for.
      runner.open(
        meta,
        opened.document,
        opened.time,
        run?.abort.signal.aborted ? null : run,
        opened.original,
      );
      const made = createPlayer({
        session: sessionStore,
        slowdown: () => usePreferences.getState().slowdown,
        reducedMotion: () => window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      });
      busy = () => runner.busy();
      stops.push(
        () => runner.dispose(),
        endCompare,
        endLens,
        endPresenting,
        () => made.dispose(),
      );
      // A frame keeps the address it was given: a reload shows what its author meant.
      if (!route.embed) {
        stops.push(
          following(meta, {
            named: route.link === undefined,
            scenario: opened.scenario,
            playing: () => made.store.getState().state === 'playing',
            opened: documentStore.getState().document,
          }),
        );
      }
      document.title = `${opened.document.title} · ${meta.title} · Faultline`;
      setShown({ meta, player: made });
    };

    void openingOf(route).then(({ meta, opening: opened, run }) => {
      opening = false;
      if (gone) return;
      if (!opened.ok) setTrouble(opened.why);
      else if (meta !== null) start(meta, opened, run);
    });
    return () => {
      gone = true;
      for (const stop of stops.reverse()) stop();
      setShown(null);
    };
  }, [route]);

  const context = useMemo(
    () => (shown === null ? null : { ...shown, embed: route.embed }),
    [shown, route.embed],
  );
  if (trouble !== null) return <Trouble why={trouble} protocol={route.protocol} />;
  if (context === null) return null;
  return (
    <LabContext value={context}>
      {route.embed ? (
        <Suspense fallback={<Loading />}>
          <EmbedView />
        </Suspense>
      ) : presenting ? (
        <Suspense fallback={<Loading />}>
          <PresentView />
        </Suspense>
      ) : (
        <LabView />
      )}
    </LabContext>
  );
}
