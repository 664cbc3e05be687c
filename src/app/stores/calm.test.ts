import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StepDetail } from '../../engine/inspect.ts';
import { raft, raftRun } from '../run.test-data.ts';
import { type AfterFrame, createCalm } from './calm.ts';
import { createSessionStore, type Run } from './session.ts';

const { run } = raftRun();
/** Another run as far as anybody here can tell. */
const edited = (): Run => ({ ...run });
const detail = {} as StepDetail;

function setup(afterFrame: AfterFrame | null | undefined = undefined, dragging = false) {
  const session = createSessionStore();
  session.getState().reset(raft);
  let frame: (() => void) | null = null;
  const byHand: AfterFrame = (callback) => {
    frame = callback;
    return () => {
      frame = null;
    };
  };
  const calm = createCalm(session, afterFrame === undefined ? byHand : afterFrame, () => dragging);
  return {
    session: session.getState,
    shown: calm.store.getState,
    subscribe: calm.store.subscribe,
    behind: calm.behind,
    draw: () => {
      const callback = frame;
      frame = null;
      callback?.();
    },
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a first run and every move of the cursor are on the panels at once', () => {
  const { session, shown, behind } = setup();
  session().show(run, 0);
  expect(shown().run).toBe(run);
  session().seek(5);
  expect(shown()).toEqual(session());
  expect(behind()).toBe(false);
});

test('another run waits for its frame and for its moment, and then comes in one go', () => {
  const { session, shown, behind, draw } = setup();
  session().show(run, 0);
  session().set({ detail });
  const { cursor } = session();
  const next = edited();
  session().show(next);
  session().seek(20);
  expect(shown().run).toBe(run);
  expect(shown().cursor).toBe(cursor);
  expect(behind()).toBe(true);
  draw();
  expect(shown().run).toBe(run);
  session().set({ detail });
  expect(shown()).toEqual(session());
  expect(shown().run).toBe(next);
  expect(behind()).toBe(false);
});

test('a moment known before the frame waits for it', () => {
  const { session, shown, draw } = setup();
  session().show(run, 0);
  session().show(edited());
  session().set({ detail });
  expect(shown().run).toBe(run);
  draw();
  expect(shown()).toEqual(session());
});

test('no run and no moment is seen beside those of another, however runs follow one another', () => {
  const { session, shown, draw } = setup();
  session().show(run, 0);
  for (let i = 0; i < 20; i++) {
    session().show(edited());
    if (i % 2 === 0) session().set({ detail });
    if (i % 3 === 0) draw();
    if (i % 2 === 1) session().set({ detail });
    const { run: seen, cursor } = shown();
    expect(seen !== null && cursor.step < seen.trace.steps).toBe(true);
  }
  draw();
  expect(shown()).toEqual(session());
});

test('a moment that never comes, or a frame, is not waited for for ever', () => {
  const { session, shown, behind } = setup();
  session().show(run, 0);
  const next = edited();
  session().show(next);
  vi.advanceTimersByTime(99);
  expect(shown().run).toBe(run);
  vi.advanceTimersByTime(1);
  expect(shown().run).toBe(next);
  expect(behind()).toBe(false);
});

test('a lab that is left takes the panels with it', () => {
  const { session, shown, behind, draw } = setup();
  session().show(run, 0);
  session().show(edited());
  session().reset(raft);
  expect(shown().run).toBeNull();
  expect(behind()).toBe(false);
  session().show(run, 0);
  draw();
  expect(shown().run).toBe(run);
});

test('a long first run is drawn before its panels', () => {
  const { session, shown, draw } = setup();
  const long: Run = { ...run, trace: { ...run.trace, rows: 1_000_000 } };
  session().show(long, 0);
  expect(shown().run).toBeNull();
  session().set({ detail });
  draw();
  expect(shown().run).toBe(long);
});

test('where nothing is drawn the panels are never behind', () => {
  const { session, shown } = setup(null);
  session().show(run, 0);
  const next = edited();
  session().show(next);
  expect(shown().run).toBe(next);
});

test('while a hand drags, panels that are slow to draw let the timeline go first, and then come too', async () => {
  const { session, shown, draw, subscribe } = setup(undefined, true);
  // Drawing them takes 10 ms.
  subscribe(() => void vi.advanceTimersByTime(10));
  session().show(run, 0);
  await Promise.resolve();
  const next = edited();
  session().show(next);
  session().set({ detail });
  draw();
  expect(shown().run).toBe(run);
  vi.advanceTimersByTime(30);
  expect(shown().run).toBe(run);
  vi.advanceTimersByTime(11);
  expect(shown().run).toBe(next);
});
