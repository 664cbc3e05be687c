/**
 * The session as the panels see it. A new run is drawn where the hand is, on the timeline, at once; what stands around it follows
 * a frame later, in one go with the state of the moment under the cursor. So an edit is on the page sooner, and no panel is drawn
 * twice for it, first with the new run and the old moment. While no run is on its way both are the same.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { documentStore } from './document.ts';
import { Pace } from './pace.ts';
import { type SessionState, sessionStore } from './session.ts';

/** Panels wait no longer than this for what the worker has to say of the moment, ms. A tab out of sight has no frames at all. */
const PATIENCE_MS = 100;

/** A first run no longer than this is drawn in one go with all that stands around it: nothing of the first picture comes late. */
const LONG_ROWS = 5000;

export interface Calm {
  readonly store: StoreApi<SessionState>;
  /** Whether the panels are behind. */
  behind(): boolean;
}

/** Calls back right after the next frame has been drawn. @returns how to call it off */
export type AfterFrame = (callback: () => void) => () => void;

/**
 * @param afterFrame null where nothing is drawn: then the panels are never behind
 * @param dragging whether runs come as fast as they can
 */
export function createCalm(
  session: StoreApi<SessionState>,
  afterFrame: AfterFrame | null = typeof requestAnimationFrame === 'undefined' ? null : afterNextFrame,
  dragging: () => boolean = () => false,
): Calm {
  const store = createStore<SessionState>()(() => session.getState());
  let behind = false;
  let drawn = false;
  let callOff = () => {};
  const pace = new Pace();
  const catchUp = () => {
    behind = false;
    callOff();
    const start = performance.now();
    store.setState(session.getState(), true);
    // Behind what React does at once about it.
    queueMicrotask(() => pace.did(start, performance.now()));
  };
  const begin = (wait: AfterFrame) => {
    behind = true;
    drawn = false;
    const ready = () => {
      drawn = true;
      if (session.getState().detail !== null) catchUp();
    };
    const rest = dragging() ? pace.rest(performance.now()) : 0;
    const resting = rest > 0 ? setTimeout(ready, rest) : undefined;
    const stopFrame = rest > 0 ? () => {} : wait(ready);
    const patience = setTimeout(catchUp, PATIENCE_MS);
    callOff = () => {
      stopFrame();
      clearTimeout(resting);
      clearTimeout(patience);
    };
  };
  session.subscribe((now) => {
    const { run } = store.getState();
    // A run that is gone takes the panels with it.
    const another = now.run !== null && now.run !== run;
    const follows = another && (run !== null || now.run.trace.rows > LONG_ROWS);
    if (!behind && follows && afterFrame !== null) begin(afterFrame);
    else if (!behind || now.run === null || (drawn && now.detail !== null)) catchUp();
  });
  return { store, behind: () => behind };
}

/** A task of its own: what runs in the frame's callbacks would still be drawn with it. */
export function afterNextFrame(callback: () => void): () => void {
  let off = false;
  const handle = requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      if (!off) callback();
    };
    port2.postMessage(null);
  });
  return () => {
    off = true;
    cancelAnimationFrame(handle);
  };
}

export const calm = createCalm(sessionStore, undefined, () => documentStore.getState().gesture !== null);
