import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { RunSpec } from '../../engine/runspec.ts';
import { createDocumentStore } from '../stores/document.ts';
import { guardEdits } from './guard.ts';
import { FRESH, type StepPlan, startLesson } from './machine.ts';
import { exported, imported, keep, keptLessons, progressFor, saneLessons, startKept } from './progress.ts';

const steps: readonly StepPlan[] = [
  { id: 'w', kind: 'watch', choices: 0 },
  { id: 'p', kind: 'predict', choices: 3 },
  { id: 'd', kind: 'do', choices: 0 },
  { id: 'e', kind: 'explain', choices: 0 },
];
const spec = {
  schema: 1,
  protocol: 'raft',
  seed: 1,
  nodes: {},
  params: {},
  variants: [],
  until: 9,
  inputs: [],
} as const;

describe('going through a lesson', () => {
  test('each step is passed in its own way, and no other', () => {
    const lesson = startLesson(steps, FRESH);
    const { send, get } = lesson;
    expect(get().state).toBe('watching');
    send({ type: 'lock', choice: 0 });
    expect(get().state).toBe('watching');
    send({ type: 'watched' });
    send({ type: 'next' });
    expect(get().state).toBe('predicting');
    send({ type: 'next' });
    send({ type: 'lock', choice: 3 });
    expect(get()).toMatchObject({ state: 'predicting', index: 1 });
    send({ type: 'lock', choice: 2 });
    expect(get()).toMatchObject({ state: 'done', answers: { p: 2 } });
    send({ type: 'lock', choice: 0 });
    expect(get().answers).toEqual({ p: 2 });
    send({ type: 'next' });
    for (let i = 0; i < 5; i++) send({ type: 'hint' });
    send({ type: 'edited', spec });
    expect(get()).toMatchObject({ state: 'trying', hints: { d: 3 }, runs: { d: spec } });
    send({ type: 'next' });
    expect(get().index).toBe(2);
    send({ type: 'met', spec });
    send({ type: 'again' });
    expect(get()).toMatchObject({ state: 'done', runs: {}, reached: { d: spec } });
    send({ type: 'next' });
    send({ type: 'found' });
    send({ type: 'next' });
    expect(get()).toMatchObject({ state: 'ended', index: 4 });
    lesson.stop();
  });

  test('one goes back anywhere, and forward no further than what is not done', () => {
    const lesson = startLesson(steps, { ...FRESH, index: 2, done: { w: true, p: true }, answers: { p: 0 } });
    const { send, get } = lesson;
    send({ type: 'goto', index: 3 });
    expect(get().index).toBe(2);
    send({ type: 'goto', index: 1 });
    expect(get()).toMatchObject({ index: 1, state: 'done' });
    send({ type: 'goto', index: 2 });
    expect(get()).toMatchObject({ index: 2, state: 'trying' });
    send({ type: 'restart' });
    expect(get()).toMatchObject({ ...FRESH, state: 'watching' });
    lesson.stop();
  });
});

describe('what is kept', () => {
  let stored: Record<string, string>;
  beforeEach(() => {
    stored = {};
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => stored[key] ?? null,
      setItem: (key: string, value: string) => {
        stored[key] = value;
      },
    });
  });

  test('a reload finds the step, the answers, the hints and the run', () => {
    const lesson = startKept('one', steps, { now: () => 5, isRun: () => true, store: true });
    lesson.send({ type: 'next' });
    lesson.send({ type: 'lock', choice: 1 });
    lesson.send({ type: 'next' });
    lesson.send({ type: 'hint' });
    lesson.send({ type: 'edited', spec });
    lesson.stop();
    const again = saneLessons(JSON.parse(Object.values(stored)[0] as string));
    expect(progressFor(again.one, steps)).toEqual({
      index: 2,
      done: { w: true, p: true },
      answers: { p: 1 },
      hints: { d: 1 },
      runs: { d: spec },
      reached: {},
    });
    // A run that the protocol knows no more is let go.
    expect(progressFor(again.one, steps, () => false).runs).toEqual({});
  });

  test('steps that are gone are forgotten, and nobody stands beyond what is done', () => {
    const kept = {
      index: 4,
      of: 4,
      done: { w: true, gone: true, p: true },
      answers: { p: 7 },
      hints: {},
      runs: {},
      reached: {},
      finishedAt: 3,
    } as const;
    expect(progressFor(kept, steps)).toEqual({
      index: 1,
      done: { w: true },
      answers: {},
      hints: {},
      runs: {},
      reached: {},
    });
    expect(progressFor(undefined, steps)).toEqual(FRESH);
  });

  test('a file is taken in, and never takes away', () => {
    keep('one', { ...FRESH, index: 2, done: { w: true, p: true }, answers: { p: 0 } }, 4, 1);
    const file = exported();
    keep('two', { ...FRESH, index: 4, done: { w: true } }, 4, 2);
    expect(imported(file)).toEqual({ count: 1 });
    expect(Object.keys(keptLessons()).sort()).toEqual(['one', 'two']);
    expect(keptLessons().two?.finishedAt).toBe(2);
    for (const bad of ['{', '{}', '{"version":1,"lessons":{"../x":{"index":1,"of":2}}}'])
      expect(imported(bad)).toHaveProperty('why');
  });
});

describe('edits that an exercise does not allow', () => {
  test('are refused by whatever hand they come, and said', () => {
    const store = createDocumentStore();
    store.getState().load({ title: '', claim: '', notes: '', spec });
    const told: string[] = [];
    const end = guardEdits(
      store,
      (next) => (next.seed > 5 ? 'Not that.' : null),
      (why) => told.push(why),
    );
    const seed = (n: number) => (from: RunSpec) => ({ ...from, seed: n });
    store.getState().edit('a', seed(3));
    expect(store.getState().document?.spec.seed).toBe(3);
    store.getState().edit('b', seed(9));
    store.getState().preview(seed(9));
    store.getState().revise('c', (document) => ({ ...document, title: 'x' }));
    expect(store.getState().document).toMatchObject({ title: '', spec: { seed: 3 } });
    expect(told).toHaveLength(3);
    end();
    store.getState().edit('b', seed(9));
    expect(store.getState().document?.spec.seed).toBe(9);
  });
});
