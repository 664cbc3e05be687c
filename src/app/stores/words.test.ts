import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { raft, raftRun } from '../run.test-data.ts';
import { createSessionStore } from './session.ts';
import { createWords } from './words.ts';

const { run } = raftRun();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setup() {
  const session = createSessionStore();
  session.getState().reset(raft);
  const words = createWords(session, () => Date.now());
  session.getState().show(run, 0);
  let times = 0;
  words.subscribe(() => times++);
  return { session: session.getState, words: words.getState, times: () => times };
}

test('a step by hand is put into words at once, however fast they follow', () => {
  const { session, words } = setup();
  for (let step = 1; step < 9; step++) {
    session().seek(step);
    expect(words().cursor.step).toBe(step);
  }
});

test('while a run plays words follow five times a second, and the last of them comes', () => {
  const { session, words, times } = setup();
  session().set({ playing: true });
  const before = times();
  for (let step = 1; step <= 60; step++) {
    session().seek(step);
    vi.advanceTimersByTime(16);
  }
  expect(times() - before).toBeLessThanOrEqual(6);
  expect(words().cursor.step).toBeGreaterThan(40);
  vi.advanceTimersByTime(260);
  expect(words().cursor.step).toBe(60);
});

test('while it plays they wait a little for what the worker says of the moment, and are said with it', () => {
  const { session, words } = setup();
  const answer = (step: number) =>
    session().set({ detail: { step } as NonNullable<ReturnType<typeof session>['detail']> });
  session().set({ playing: true });
  session().seek(1);
  answer(1);
  vi.advanceTimersByTime(210);
  session().seek(2);
  expect(words().cursor.step).not.toBe(2);
  vi.advanceTimersByTime(20);
  answer(2);
  expect(words()).toBe(session());
});

test('where it stops, and what is chosen while it plays, is shown at once', () => {
  const { session, words } = setup();
  session().set({ playing: true });
  session().seek(1);
  session().seek(2);
  session().set({ selected: { kind: 'node', node: 'S1' } });
  expect(words()).toBe(session());
  session().seek(3);
  expect(words().cursor.step).toBe(2);
  session().set({ playing: false });
  expect(words()).toBe(session());
  vi.advanceTimersByTime(1000);
  expect(words().cursor.step).toBe(3);
});
