/** A list in the hall: its title, then one item after the other, each with its own slides. Page keys walk through all of it. */
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react';
import type { LessonList } from '../../lessons/list/types.ts';
import { Loading } from '../Loading.tsx';
import { LabContext } from '../lab/context.ts';
import type { Lecture } from '../present/lecture.ts';
import { endPresenting } from '../present/store.ts';
import { Wall } from '../present/Wall.tsx';
import { type Walk, WalkContext } from '../present/walk.ts';
import { notesHref } from '../router.ts';
import { ownId } from './ownId.ts';
import type { Shown } from './shown.ts';
import { useShown } from './useShown.ts';
import '../present/lesson-hall.css';

const HallLesson = lazy(() => import('../present/HallLesson.tsx'));
const HallRun = lazy(() => import('./HallRun.tsx'));

const KEY = 'faultline.hall';

/** Where the lecture stood when it was last left in this tab. */
function stood(href: string): number {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as {
      href?: unknown;
      at?: unknown;
    } | null;
    return found?.href === href && typeof found.at === 'number' ? found.at : -1;
  } catch {
    return -1;
  }
}

export default function HallList({ list, href }: { readonly list: LessonList; readonly href: string }) {
  const shown = useShown(list.items, href);
  const [place, setPlace] = useState(() => ({
    at: Math.min(list.items.length - 1, Math.max(-1, stood(href))),
    fromEnd: false,
  }));
  const count = list.items.length;
  const go = useCallback(
    (to: number, fromEnd = false) => {
      if (to < -1 || to >= count) return;
      setPlace({ at: to, fromEnd });
      try {
        sessionStorage.setItem(KEY, JSON.stringify({ href, at: to }));
      } catch {}
    },
    [count, href],
  );
  const item = list.items[place.at];
  const walk = useMemo(
    (): Walk => ({
      title: list.title || 'A list',
      items: shown.map((one) => one?.title ?? '…'),
      at: place.at,
      say: item?.say ?? '',
      note: item?.note ?? (place.at < 0 ? list.about : ''),
      fromEnd: place.fromEnd,
      go,
    }),
    [list, shown, place, item, go],
  );
  const one = shown[place.at] ?? null;
  return (
    <WalkContext value={walk}>
      <Suspense fallback={<Loading />}>
        {item === undefined ? (
          <Cover list={list} walk={walk} />
        ) : one === null ? (
          <Loading />
        ) : one.href === null ? (
          <Lost walk={walk} shown={one} />
        ) : 'lesson' in item ? (
          <HallLesson key={place.at} id={item.lesson} />
        ) : 'own' in item ? (
          <HallLesson key={place.at} id={ownId(item.own)} files={item.own} />
        ) : (
          <HallRun key={place.at} href={one.href} />
        )}
      </Suspense>
    </WalkContext>
  );
}

/** A slide without a lab: words alone. */
function Words({
  walk,
  words,
  more,
  children,
}: {
  readonly walk: Walk;
  readonly words: string;
  readonly more: string;
  readonly children: ReactNode;
}) {
  const lecture = useMemo(
    (): Lecture => ({
      at: 0,
      of: 1,
      words,
      more,
      next: walk.items[walk.at + 1] ?? '',
      notes: '',
      prediction: null,
      detour: false,
      moving: false,
      go: (by) => walk.go(walk.at + by, by < 0),
      back: endPresenting,
      ask: () => {},
    }),
    [walk, words, more],
  );
  return (
    <LabContext value={null}>
      <Wall lecture={lecture}>
        {() => (
          <>
            <header className="present-head">
              <h1 className="present-words" data-big>
                {words}
              </h1>
              {more !== '' && <p className="present-more">{more}</p>}
            </header>
            <main className="present-main">{children}</main>
          </>
        )}
      </Wall>
    </LabContext>
  );
}

function Cover({ list, walk }: { readonly list: LessonList; readonly walk: Walk }) {
  return (
    <Words walk={walk} words={walk.title} more={list.about}>
      <div className="hall-cover">
        <ol className="hall-outline">
          {walk.items.map((title, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: items are their places
            <li key={i}>
              <span className="num" aria-hidden="true">
                {i + 1}
              </span>
              {title}
            </li>
          ))}
        </ol>
      </div>
      <p className="present-aside">
        <a href={notesHref} target="_blank" rel="noopener opener">
          Notes in a second window
        </a>
      </p>
    </Words>
  );
}

function Lost({ walk, shown }: { readonly walk: Walk; readonly shown: Shown }) {
  return (
    <Words walk={walk} words={shown.title} more={shown.trouble ?? ''}>
      <p className="hall-cover">Page Down goes on to the next item.</p>
    </Words>
  );
}
