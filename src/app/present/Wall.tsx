/** The wall of the hall: type at least a fiftieth of its height, the keys of a clicker, and what a lecture may bring up over it. */
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useStore } from 'zustand';
import { useKeys } from '../lab/keys.ts';
import { paletteStore } from '../palette/store.ts';
import { useSession } from '../stores/use.ts';
import type { Lecture } from './lecture.ts';
import { useHallKeys, useZoom } from './useHall.ts';
import { useSpeaker } from './useSpeaker.ts';
import { useWalk } from './walk.ts';
import './present.css';

const FaultForm = lazy(() => import('../faults/FaultForm.tsx'));
const KeyHelp = lazy(() => import('../lab/KeyHelp.tsx'));
const CommandPalette = lazy(() => import('../palette/Palette.tsx'));

export type Show = 'both' | 'stage' | 'timeline';
const SHOWS: readonly Show[] = ['both', 'stage', 'timeline'];

/** @param lecture null until there is something to present */
export function Wall({
  lecture,
  hash,
  over,
  children,
}: {
  readonly lecture: Lecture | null;
  readonly hash?: string | undefined;
  /** What lies over it: forms, lists. */
  readonly over?: ReactNode;
  children(show: Show): ReactNode;
}) {
  const zoom = useZoom();
  const walk = useWalk();
  const [show, setShow] = useState<Show>('both');
  const [dark, setDark] = useState(false);
  useHallKeys(lecture, {
    turn: () => setShow((now) => SHOWS[(SHOWS.indexOf(now) + 1) % SHOWS.length] ?? 'both'),
    blank: () => setDark((now) => !now),
    blanked: dark,
    walk,
  });
  useSpeaker(lecture, walk);
  return (
    <div
      className="present"
      data-run-hash={hash}
      data-show={show}
      style={{ zoom, height: `${100 / zoom}dvh` } as React.CSSProperties}
    >
      {lecture !== null && children(show)}
      {dark && <div className="present-dark" aria-hidden="true" />}
      {over}
    </div>
  );
}

/** The wall over a lab: its keys, its forms and its lists are there too. */
export function LabWall({
  lecture,
  children,
}: {
  readonly lecture: Lecture | null;
  children(show: Show): ReactNode;
}) {
  const hash = useSession((s) => s.run?.trace.hash ?? undefined);
  useKeys();
  return (
    <Wall lecture={lecture} hash={hash} over={<Over />}>
      {children}
    </Wall>
  );
}

function Over() {
  const form = useSession((s) => s.form);
  const help = useSession((s) => s.help);
  const announcement = useSession((s) => s.announcement);
  const listing = useStore(paletteStore, (s) => s.open !== null);
  return (
    <>
      <Suspense fallback={null}>
        {form !== null && <FaultForm form={form} />}
        {help && <KeyHelp />}
        {listing && <CommandPalette />}
      </Suspense>
      <div className="visually-hidden" role="status" aria-live="polite">
        {announcement}
      </div>
    </>
  );
}

/** Where in the lecture one is. */
export function Place({ at, of, moving }: Pick<Lecture, 'at' | 'of' | 'moving'>) {
  const walk = useWalk();
  return (
    <p className="present-place num">
      {walk !== null && walk.at >= 0 && (
        <>
          <span className="visually-hidden">Item </span>
          {walk.at + 1} of {walk.items.length} ·{' '}
        </>
      )}
      <span className="visually-hidden">Slide </span>
      {at + 1}/{of}
      {moving && ' ▸'}
    </p>
  );
}
