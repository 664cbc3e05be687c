import { lazy, Suspense, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Meta } from '../../engine/meta.ts';
import { endCompare } from '../branches/compareStore.ts';
import { afterPicture } from '../firstPicture.ts';
import { Loading } from '../Loading.tsx';
import { wanted } from '../later.tsx';
import { Trouble } from '../pages/Trouble.tsx';
import { endPresenting, presentStore } from '../present/store.ts';
import { documentStore } from '../stores/document.ts';
import { LabContext } from './context.ts';
import { LabView } from './LabView.tsx';
import { keepKeys } from './missedKeys.ts';
import type { Following } from './share.ts';
import { type LabRoute, type OnOpen, useOpenRun } from './useOpenRun.ts';

const EmbedView = lazy(() => import('../embed/EmbedView.tsx'));
/** Where it cannot be had, the run stays on show as it was. */
const PresentView = wanted(
  async () => (await import('../present/PresentView.tsx')).default,
  <Loading />,
  endPresenting,
);

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

/** A run on show, as a page of its own: named in the title, and followed by the address. */
const onOpen: OnOpen = (route, { meta, player, opened }) => {
  document.title = `${opened.document.title} · ${meta.title} · Faultline`;
  const stops = [endCompare, endPresenting];
  // A frame keeps the address it was given: a reload shows what its author meant.
  if (!route.embed) {
    stops.push(
      following(meta, {
        named: route.link === undefined,
        scenario: opened.scenario,
        playing: () => player.store.getState().state === 'playing',
        opened: documentStore.getState().document,
      }),
    );
  }
  return stops;
};

export default function LabPage({ route }: { readonly route: LabRoute }) {
  const presenting = useStore(presentStore, (s) => s.on);
  useEffect(keepKeys, []);
  const { trouble, shown } = useOpenRun(route, onOpen);
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
        <PresentView />
      ) : (
        <LabView />
      )}
    </LabContext>
  );
}
