/**
 * The session as those parts see it that put a moment into words. While a run plays, dozens of moments pass in a second: nobody reads so
 * fast, and to set every one of them in type would take the time of the frames. So while it plays words follow at a reader's pace, and
 * the moment it stops they are those of where it stopped.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { calm } from './calm.ts';
import type { SessionState } from './session.ts';

/** From one moment to the next that is put into words while a run plays, ms. */
const BEAT_MS = 200;
/** So much longer at most for what the worker has to say of the moment: without it half of the words would go and come again. */
const PATIENCE_MS = 60;

export function createWords(
  panels: StoreApi<SessionState>,
  now: () => number = () => performance.now(),
): StoreApi<SessionState> {
  const store = createStore<SessionState>()(() => panels.getState());
  let said = Number.NEGATIVE_INFINITY;
  let due: ReturnType<typeof setTimeout> | null = null;
  const answered = ({ detail, cursor }: SessionState) => detail?.step === cursor.step;
  const say = () => {
    if (due !== null) clearTimeout(due);
    due = null;
    said = now();
    store.setState(panels.getState(), true);
  };
  panels.subscribe((state) => {
    const before = store.getState();
    // What somebody has chosen to look at is shown at once.
    const chosen =
      state.run !== before.run || state.selected !== before.selected || state.side !== before.side;
    const rest = Math.max(0, said + BEAT_MS - now());
    if (!state.playing || chosen || (rest === 0 && answered(state))) say();
    else due ??= setTimeout(say, rest + PATIENCE_MS);
  });
  return store;
}

export const words = createWords(calm.store);
