/** The wall of the hall: type at least a fiftieth of its height, the keys of a clicker, and what a lecture may bring up over it. */
import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import { CommandPalette, FaultForm, KeyHelp } from '../lab/dialogs.tsx';
import { useKeys } from '../lab/keys.ts';
import { paletteStore } from '../palette/store.ts';
import { useSession } from '../stores/use.ts';
import type { Lecture } from './lecture.ts';
import { endPresenting } from './store.ts';
import { useHallKeys, useZoom } from './useHall.ts';
import { useSpeaker } from './useSpeaker.ts';
import { useWalk } from './walk.ts';
import './present.css';

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
      {lecture !== null && <Fingers lecture={lecture} />}
      {dark && <div className="present-dark" aria-hidden="true" />}
      {over}
    </div>
  );
}

/** The keys of a clicker for fingers: on show where there is no mouse to speak of. */
function Fingers({ lecture }: { readonly lecture: Lecture }) {
  const leaves = !lecture.detour && !lecture.moving;
  return (
    <nav className="present-fingers" aria-label="Slides">
      <button type="button" onClick={() => (leaves ? endPresenting() : lecture.back())}>
        {leaves ? 'Leave' : 'Back to the script'}
      </button>
      <button type="button" onClick={() => lecture.go(-1)}>
        Previous slide
      </button>
      <button type="button" onClick={() => lecture.go(1)}>
        Next slide
      </button>
    </nav>
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
      {form !== null && <FaultForm form={form} />}
      {help && <KeyHelp />}
      {listing && <CommandPalette />}
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
