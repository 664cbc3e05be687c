/** Retrieval practice: cards of finished lessons, and questions made anew each time. */

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Item } from '../../review/deck.ts';
import { useArrival } from '../arrival.ts';
import { protocols as all } from '../catalog.ts';
import { counted } from '../idle.ts';
import { keptLessons, onKept } from '../lesson/progress.ts';
import { LearnHead } from '../pages/TopicHead.tsx';
import { Asking } from './Asking.tsx';
import { finishedLessons, itemsOf } from './items.ts';
import { Over } from './Over.tsx';
import { Start } from './Start.tsx';
import { setItems, sitting } from './store.ts';
import '../lesson/lesson.css';
import './pictures.css';
import './review.css';

export default function ReviewPage() {
  const heading = useArrival<HTMLHeadingElement>();
  const lessons = useSyncExternalStore(onKept, keptLessons);
  const now = useSyncExternalStore(sitting.subscribe, sitting.get);
  const [items, setKnown] = useState<readonly Item[] | null>(null);
  useEffect(() => {
    document.title = 'Review · Faultline';
  }, []);
  // Whoever stops is back where the page begins.
  const before = useRef(now.phase);
  useEffect(() => {
    if (now.phase === 'start' && before.current !== 'start') heading.current?.focus();
    before.current = now.phase;
  }, [now.phase, heading]);
  useEffect(() => {
    let gone = false;
    const finished = finishedLessons(lessons);
    void counted(() => itemsOf(finished)).then((found) => {
      if (gone) return;
      const protocols = [...new Set(finished.map(({ card }) => card.protocol))];
      setItems(found, protocols.length === 0 ? all : protocols);
      setKnown(found);
    });
    return () => {
      gone = true;
    };
  }, [lessons]);
  return (
    <div className="page">
      <LearnHead here="#/review" />
      <main className="review" data-asking={now.item !== null || undefined}>
        <h1 ref={heading} tabIndex={-1} className={now.item === null ? undefined : 'visually-hidden'}>
          Review
        </h1>
        {now.phase === 'start' && items !== null && <Start items={items} />}
        {(now.phase === 'asking' || now.phase === 'making') && <Asking now={now} items={items ?? []} />}
        {now.phase === 'over' && <Over now={now} items={items ?? []} />}
      </main>
    </div>
  );
}
