/** The one watcher of the open lab, and the marks of its verdict on the timeline. */
import { useSyncExternalStore } from 'react';
import { effectPoints } from '../../timeline/history.ts';
import { sharedLab } from '../lab/early.ts';
import { documentStore } from '../stores/document.ts';
import { type SessionState, sessionStore } from '../stores/session.ts';
import { historyLayer } from './layer.ts';
import { unplacedOf, type Watcher, watchHistory } from './watch.ts';

let watcher: Watcher | null = null;
const listeners = new Set<() => void>();

/** Null until it has been started. */
export function useWatcher(): Watcher | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => watcher,
  );
}

function setWatcher(next: Watcher | null): void {
  watcher = next;
  for (const listener of listeners) listener();
}

/** @returns how to stop */
export function startWatching(): () => void {
  const mine = watchHistory({ lab: sharedLab(), documents: documentStore, session: sessionStore });
  setWatcher(mine);
  const unmark = sessionStore.subscribe((now, before) => {
    if (now.judged !== before.judged || now.side !== before.side) mark(now);
  });
  mark(sessionStore.getState());
  return () => {
    mine.stop();
    unmark();
    if (watcher === mine) setWatcher(null);
  };
}

/** Ticks are for who asks; that no order explains the answers is shown to everybody. */
function mark({ judged, side, run, set, layer }: SessionState): void {
  const judgement = judged?.kind === 'done' ? judged.judgement : null;
  if (run === null || judgement === null || (judgement.verdict !== 'no' && side !== 'history')) {
    if (layer !== null) set({ layer: null });
    return;
  }
  set({ layer: historyLayer(effectPoints(run.trace, judgement.orders), unplacedOf(judgement)) });
}
