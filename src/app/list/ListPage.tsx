/** A list as students open it: what there is to do, in which order, and how much of it is done. In a hall it is what is walked through. */

import { lazy, Suspense, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { LessonList } from '../../lessons/list/types.ts';
import { useArrival } from '../arrival.ts';
import { Loading } from '../Loading.tsx';
import LessonPage from '../lesson/LessonPage.tsx';
import { type KeptLesson, keptLessons, onKept } from '../lesson/progress.ts';
import { LearnHead } from '../pages/TopicHead.tsx';
import { Trouble } from '../pages/Trouble.tsx';
import { endElsewhere, presentStore, startPresenting } from '../present/store.ts';
import { usePreferences } from '../stores/preferences.ts';
import { listAt } from './address.ts';
import { freshId, saveDraft } from './drafts.ts';
import { ownId } from './ownId.ts';
import type { Shown } from './shown.ts';
import { follow, markOpened, openedRuns } from './trail.ts';
import { useShown } from './useShown.ts';
import '../lesson/lessons.css';
import './list.css';

const HallList = lazy(() => import('./HallList.tsx'));

export default function ListPage({
  payload,
  item,
}: {
  readonly payload: string;
  /** An own lesson of the list, from 0; null: the list itself. */
  readonly item: number | null;
}) {
  const read = useMemo(() => listAt(payload), [payload]);
  if (!read.ok) return <Trouble why={read.why} />;
  if (item === null) return <Course list={read.list} href={`#/list/${payload}`} />;
  const own = read.list.items[item];
  if (own === undefined || !('own' in own))
    return <Trouble why={`This list carries no lesson of its own as number ${item + 1}.`} />;
  return <LessonPage id={ownId(own.own)} files={own.own} carried />;
}

function Course({ list, href }: { readonly list: LessonList; readonly href: string }) {
  const presenting = useStore(presentStore, (s) => s.on);
  const presented = useRef(false);
  useEffect(endElsewhere, []);
  if (presenting) {
    presented.current = true;
    return (
      <Suspense fallback={<Loading />}>
        <HallList list={list} href={href} />
      </Suspense>
    );
  }
  return <CoursePage list={list} href={href} back={presented.current} />;
}

function CoursePage({
  list,
  href,
  back,
}: {
  readonly list: LessonList;
  readonly href: string;
  /** From the hall: the focus is where one set out. */
  readonly back: boolean;
}) {
  const present = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (back) present.current?.focus();
  }, [back]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'l' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
        return;
      if (!usePreferences.getState().singleKeys || list.items.length === 0) return;
      event.preventDefault();
      startPresenting();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [list]);
  const heading = useArrival<HTMLHeadingElement>();
  const kept = useSyncExternalStore(onKept, keptLessons);
  const shown = useShown(list.items, href);
  const title = list.title || 'A list';
  useEffect(() => {
    document.title = `${title} · Faultline`;
  }, [title]);
  const stops = shown.map((one) => ({ title: one?.title ?? '', href: one?.href ?? href }));
  const go = (at: number) => {
    const one = shown[at];
    if (one?.kind === 'run') markOpened(one.key);
    follow({ list: { title, href }, stops, at });
  };
  const states = shown.map((one) => (one === null ? null : stateOf(one, kept)));
  const done = states.filter((state) => state?.done).length;
  const open = shown.filter((one) => one === null || one.href !== null).length;
  const next = states.findIndex((state, at) => state !== null && !state.done && shown[at]?.href !== null);
  const nextHref = shown[next]?.href ?? null;
  return (
    <div className="page">
      <LearnHead here={null} />
      <main className="lessons">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {list.about !== '' && <p className="lessons-lead list-about">{list.about}</p>}
        <p className="list-doing">
          {nextHref !== null && (
            <a className="button primary" href={nextHref} onClick={() => go(next)}>
              {done === 0 && states.every((state) => !state?.begun) ? 'Begin' : 'Go on'}
            </a>
          )}
          <button
            ref={present}
            type="button"
            className="button"
            disabled={list.items.length === 0}
            onClick={startPresenting}
          >
            Present
          </button>
          <span className="muted num">
            {list.items.length === 0 ? 'There is nothing in this list yet.' : `${done} of ${open} done`}
          </span>
        </p>
        <ol className="lessons-list list-items">
          {list.items.map((item, at) => (
            <Row
              // biome-ignore lint/suspicious/noArrayIndexKey: a list that is read does not change
              key={at}
              n={at + 1}
              shown={shown[at] ?? null}
              state={states[at] ?? null}
              note={item.note}
              onGo={() => go(at)}
            />
          ))}
        </ol>
        <section className="lessons-more" aria-label="About this list">
          <p>
            What you have done is kept in this browser and goes nowhere else. Teaching with it?{' '}
            <button type="button" className="text-button" onClick={() => copyToMine(list)}>
              Make a list of your own from this one
            </button>
            .
          </p>
        </section>
      </main>
    </div>
  );
}

interface State {
  readonly done: boolean;
  readonly begun: boolean;
  readonly words: string;
}

function stateOf({ kind, key }: Shown, kept: Readonly<Record<string, KeptLesson>>): State {
  if (kind === 'run') {
    const done = key !== '' && openedRuns().includes(key);
    return { done, begun: done, words: done ? 'opened' : '' };
  }
  const lesson = kept[key];
  const steps = lesson === undefined ? 0 : Object.keys(lesson.done).length;
  const done = lesson !== undefined && lesson.finishedAt !== null;
  return {
    done,
    begun: steps > 0,
    words: done ? 'done' : steps > 0 ? `${steps} of ${lesson?.of} steps` : '',
  };
}

function Row({
  n,
  shown,
  state,
  note,
  onGo,
}: {
  readonly n: number;
  readonly shown: Shown | null;
  readonly state: State | null;
  readonly note: string;
  onGo(): void;
}) {
  return (
    <li className="lessons-row list-row" data-done={state?.done || undefined}>
      <span className="list-n num" aria-hidden="true">
        {n}
      </span>
      {shown?.href == null ? (
        <span className="list-lost">{shown?.title ?? '…'}</span>
      ) : (
        <a href={shown.href} onClick={onGo}>
          {shown.title}
        </a>
      )}
      <span className="lessons-progress num">{state?.words}</span>
      {shown !== null && <p className="list-what">{shown.what}</p>}
      {shown?.trouble != null && <p className="fault-text">{shown.trouble}</p>}
      {shown !== null && shown.words !== '' && <p>{shown.words}</p>}
      {note !== '' && <p className="list-note">{note}</p>}
    </li>
  );
}

function copyToMine(list: LessonList): void {
  const id = freshId();
  saveDraft({ id, list, changedAt: Date.now() });
  location.hash = `#/lists/${id}`;
}
