/** A run of a list in the hall: the lab's machinery without its address, for the address is the list's. */
import { useEffect, useMemo, useState } from 'react';
import type { Meta } from '../../engine/meta.ts';
import { heldRuns } from '../branches/held.ts';
import { joinIdle } from '../idle.ts';
import { Loading } from '../Loading.tsx';
import { LabContext } from '../lab/context.ts';
import { openingOf, sharedLab } from '../lab/early.ts';
import { createRunner } from '../lab/runner.ts';
import { endLens } from '../lens/store.ts';
import { Trouble } from '../pages/Trouble.tsx';
import { createPlayer, type Player } from '../playback/player.ts';
import PresentView from '../present/PresentView.tsx';
import { endPresenting } from '../present/store.ts';
import { parseHash } from '../router.ts';
import { calm } from '../stores/calm.ts';
import { documentStore } from '../stores/document.ts';
import { usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';

export default function HallRun({ href }: { readonly href: string }) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const [shown, setShown] = useState<{ readonly meta: Meta; readonly player: Player } | null>(null);
  const route = useMemo(() => parseHash(href), [href]);
  useEffect(() => {
    if (route.page !== 'lab') {
      setTrouble('This is no run.');
      return;
    }
    let gone = false;
    const stops: (() => void)[] = [];
    const lab = sharedLab();
    let busy = () => true;
    stops.push(
      joinIdle({
        busy: () => busy() || lab.busy() || calm.behind(),
        settle: () => lab.onIdle(),
        shown: () => {
          const { run, world } = sessionStore.getState();
          return run === null ? null : `${run.id} ${world?.step}`;
        },
      }),
    );
    void openingOf(route).then(({ meta, opening, run }) => {
      if (gone) return;
      busy = () => false;
      if (!opening.ok || meta === null) {
        setTrouble(opening.ok ? 'Its protocol is not here.' : opening.why);
        return;
      }
      const runner = createRunner({ lab, documents: documentStore, session: sessionStore, held: heldRuns });
      runner.open(
        meta,
        opening.document,
        opening.time,
        run?.abort.signal.aborted ? null : run,
        opening.original,
      );
      const player = createPlayer({
        session: sessionStore,
        slowdown: () => usePreferences.getState().slowdown,
        reducedMotion: () => window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      });
      busy = () => runner.busy();
      stops.push(
        () => runner.dispose(),
        endLens,
        () => player.dispose(),
      );
      setShown({ meta, player });
    });
    return () => {
      gone = true;
      for (const stop of stops.reverse()) stop();
      setShown(null);
    };
  }, [route]);
  const context = useMemo(() => (shown === null ? null : { ...shown, embed: false }), [shown]);
  useEffect(() => {
    if (trouble !== null) endPresenting();
  }, [trouble]);
  if (trouble !== null) return <Trouble why={trouble} />;
  if (context === null) return <Loading />;
  return (
    <LabContext value={context}>
      <PresentView />
    </LabContext>
  );
}
