import { beforeEach, expect, test, vi } from 'vitest';
import type { StepPlan } from './machine.ts';

const steps: readonly StepPlan[] = ['a', 'b', 'c', 'd'].map((id) => ({ id, kind: 'watch', choices: 0 }));
const keeping = { now: () => 1, isRun: () => true, store: true };

let held: Map<string, string>;
let full = false;

beforeEach(() => {
  held = new Map();
  full = false;
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      held.set(key, value);
    },
  });
});

/** Another tab: the same storage, nothing else in common. */
async function tab() {
  vi.resetModules();
  return import('./progress.ts');
}

test('two tabs at different lessons lose nothing of one another', async () => {
  const [one, two] = [await tab(), await tab()];
  const first = one.startKept('first', steps, keeping);
  const second = two.startKept('second', steps, keeping);
  first.send({ type: 'next' });
  second.send({ type: 'next' });
  first.send({ type: 'next' });
  const later = await tab();
  expect(later.keptLessons()).toMatchObject({ first: { index: 2 }, second: { index: 1 } });
});

test('two tabs at the same lesson: what one has done stays done when the other goes on', async () => {
  const [one, two] = [await tab(), await tab()];
  const behind = two.startKept('x', steps, keeping);
  const ahead = one.startKept('x', steps, keeping);
  for (let i = 0; i < 3; i++) ahead.send({ type: 'next' });
  behind.send({ type: 'next' });
  const later = (await tab()).keptLessons().x;
  expect(Object.keys(later?.done ?? {}).sort()).toEqual(['a', 'b', 'c']);
});

test('from the beginning is from the beginning', async () => {
  const one = await tab();
  const lesson = one.startKept('x', steps, keeping);
  for (let i = 0; i < 4; i++) lesson.send({ type: 'next' });
  expect(one.keptLessons().x?.finishedAt).toBe(1);
  lesson.send({ type: 'restart' });
  const later = (await tab()).keptLessons().x;
  expect([later?.done, later?.index, later?.finishedAt]).toEqual([{}, 0, 1]);
});

test('a tab that opens a lesson late finds what another has done since', async () => {
  const [one, two] = [await tab(), await tab()];
  expect(two.keptLessons()).toEqual({});
  const lesson = one.startKept('x', steps, keeping);
  lesson.send({ type: 'next' });
  expect(two.startKept('x', steps, keeping).get()).toMatchObject({ index: 1, done: { a: true } });
});

test('where the browser keeps nothing, a lesson goes on, is saved to a file, and the page says so', async () => {
  const one = await tab();
  full = true;
  const lesson = one.startKept('x', steps, keeping);
  lesson.send({ type: 'next' });
  lesson.send({ type: 'next' });
  expect(lesson.get().index).toBe(2);
  expect([one.isRefused(), held.size]).toEqual([true, 0]);
  expect(one.keptLessons().x?.index).toBe(2);
  full = false;
  const later = await tab();
  expect(later.imported(one.exported())).toEqual({ count: 1 });
  expect(later.keptLessons().x?.index).toBe(2);
  // Once there is room again all of it is kept.
  lesson.send({ type: 'next' });
  expect([one.isRefused(), (await tab()).keptLessons().x?.index]).toEqual([false, 3]);
});
