// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { LESSONS } from '../../lessons/cards.ts';
import type { Memory } from '../../review/memory.ts';
import { graded } from '../../review/schedule.ts';

const NOW = 1_790_000_000_000;
const memory = graded(null, 3, NOW);
const later: Memory = { ...graded(memory, 4, NOW + 1000), last: NOW + 1000 };

/** As after a reload. */
async function page() {
  vi.resetModules();
  const kept = await import('./kept.ts');
  const progress = await import('../lesson/progress.ts');
  return { ...kept, ...progress };
}

beforeEach(() => localStorage.clear());

const day = { date: '2026-11-21', spent: 5_000, fresh: 1 };

test('what was asked is there after a reload, and what another tab was asked is not lost', async () => {
  const one = await page();
  const two = await page();
  one.keepReview({ cards: { 'kind/order': memory }, day });
  two.keepReview({ cards: { 'kind/stamp': memory }, day });
  const after = await page();
  expect(Object.keys(after.keptReview().cards).sort()).toEqual(['kind/order', 'kind/stamp']);
  expect(after.keptReview().day).toEqual(day);
});

test('an answer counts though the clock was set back, but not over that of another tab', async () => {
  const one = await page();
  one.keepReview({ cards: { 'kind/order': later }, day });
  one.keepReview({ cards: { 'kind/order': memory }, day });
  expect((await page()).keptReview().cards['kind/order']).toEqual(memory);
  const two = await page();
  two.keptReview();
  one.keepReview({ cards: { 'kind/order': later }, day });
  two.keepReview({ cards: { 'kind/order': { ...memory, reps: 9, last: memory.last + 1 } }, day });
  expect((await page()).keptReview().cards['kind/order']).toEqual(later);
});

test('what another tab was asked while nobody here listened is known once somebody does', async () => {
  const one = await page();
  one.keepReview({ cards: { 'kind/order': memory }, day });
  const two = await page();
  two.keepReview({ cards: { 'kind/order': later }, day: { ...day, spent: 9_000 } });
  expect(one.keptReview().cards['kind/order']).toEqual(memory);
  const stop = one.onKeptReview(() => {});
  expect(one.keptReview()).toEqual({ cards: { 'kind/order': later }, day: { ...day, spent: 9_000 } });
  stop();
});

test('what is stored and is none of ours is nothing', async () => {
  for (const text of ['', '{', 'null', '{"cards":{"kind/order":{"due":"x"}}}']) {
    localStorage.setItem('faultline.review', text);
    expect((await page()).keptReview().cards).toEqual({});
  }
});

test('the file of progress carries it, and the later answer counts', async () => {
  const one = await page();
  one.keepReview({ cards: { 'kind/order': later, 'kind/liars': memory }, day });
  const file = one.exported();
  localStorage.clear();
  const other = await page();
  other.keepReview({ cards: { 'kind/order': memory }, day });
  expect(other.imported(file)).not.toHaveProperty('why');
  expect(other.keptReview().cards).toEqual({ 'kind/order': later, 'kind/liars': memory });
  // A file of lessons alone, as an older page saved it, takes nothing away.
  other.imported(JSON.stringify({ version: 1, lessons: {} }));
  expect(other.keptReview().cards['kind/order']).toEqual(later);
});

test('cards come from the lessons that were finished, and kinds with them', async () => {
  const { finishedLessons, itemsOf } = await import('./items.ts');
  const lesson = LESSONS.find(({ track }) => track === 'T2');
  if (lesson === undefined) throw new Error('no lesson');
  const progress = { index: 0, of: 1, done: {}, answers: {}, hints: {}, runs: {}, reached: {} };
  const finished = finishedLessons({
    [lesson.id]: { ...progress, finishedAt: NOW },
    'wall-clocks': { ...progress, finishedAt: null },
    'no-such-lesson': { ...progress, finishedAt: NOW },
  });
  expect(finished).toEqual([lesson]);
  const items = await itemsOf(finished);
  const cards = items.filter(({ what }) => what === 'card');
  expect(cards.length).toBeGreaterThanOrEqual(2);
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  expect(items.some(({ id }) => id === 'kind/crashes')).toBe(true);
  expect(items.some(({ id }) => id === 'kind/anomaly')).toBe(false);
});
