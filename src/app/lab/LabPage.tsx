import { useEffect, useMemo, useState } from 'react';
import { createLab, type Lab } from '../../client/lab.ts';
import type { Meta } from '../../engine/meta.ts';
import { joinIdle } from '../idle.ts';
import { Trouble } from '../pages/Trouble.tsx';
import { createPlayer, type Player } from '../playback/player.ts';
import type { Route } from '../router.ts';
import { documentStore } from '../stores/document.ts';
import { usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';
import { LabContext } from './context.ts';
import { LabView } from './LabView.tsx';
import { type Opening, openRoute } from './opening.ts';
import { createRunner } from './runner.ts';
import { followAddress } from './share.ts';

/** One worker serves every lab the page opens. */
let shared: Lab | null = null;
function sharedLab(): Lab {
  shared ??= createLab();
  return shared;
}

/** Opens what the address names and keeps the lab's machinery alive while it is on show. */
export default function LabPage({
  route,
  meta,
}: {
  readonly route: Extract<Route, { page: 'lab' }>;
  readonly meta: Meta;
}) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const [player, setPlayer] = useState<Player | null>(null);

  useEffect(() => {
    let gone = false;
    const stops: (() => void)[] = [];
    // A worker that is starting while the scenario loads saves its time.
    const lab = sharedLab();
    let opening = true;
    let busy = () => opening;
    stops.push(
      joinIdle({
        busy: () => busy() || lab.busy(),
        settle: () => lab.onIdle(),
        shown: () => {
          const { run, world, detail } = sessionStore.getState();
          return run === null ? null : `${run.id} ${world?.step} ${detail?.step}`;
        },
      }),
    );

    const start = (opened: Extract<Opening, { ok: true }>) => {
      const runner = createRunner({ lab, documents: documentStore, session: sessionStore });
      runner.open(meta, opened.document, opened.time);
      const made = createPlayer({
        session: sessionStore,
        slowdown: () => usePreferences.getState().slowdown,
        reducedMotion: () => window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      });
      busy = () => runner.busy();
      stops.push(
        () => runner.dispose(),
        () => made.dispose(),
        followAddress(meta, {
          named: route.link === undefined,
          playing: () => made.store.getState().state === 'playing',
        }),
      );
      document.title = `${opened.document.title} · ${meta.title} · Faultline`;
      setPlayer(made);
    };

    void openRoute(route, meta).then((opened) => {
      opening = false;
      if (gone) return;
      if (opened.ok) start(opened);
      else setTrouble(opened.why);
    });
    return () => {
      gone = true;
      for (const stop of stops.reverse()) stop();
      setPlayer(null);
    };
  }, [route, meta]);

  const context = useMemo(
    () => (player === null ? null : { meta, player, embed: route.embed }),
    [meta, player, route.embed],
  );
  if (trouble !== null) return <Trouble why={trouble} protocol={meta.id} />;
  if (context === null) return null;
  return (
    <LabContext value={context}>
      <LabView />
    </LabContext>
  );
}
