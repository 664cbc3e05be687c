import { expect, test } from 'vitest';
import { breakable, pickBreakable } from './broken.ts';
import { cardId, FRESH_A_DAY, type Item, kindItem, minutesFor, seedOf, standing } from './deck.ts';
import { KINDS, kindsFor } from './kinds.ts';
import { type KeptReview, type Memory, mergedReview, NOTHING_KEPT, saneReview } from './memory.ts';
import { GRADES, graded, intervals } from './schedule.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = 1_790_000_000_000;
const DATE = '2026-09-21';

const card = (n: number): Item => ({
  what: 'card',
  id: cardId('first-election', `front ${n}`),
  lesson: 'first-election',
  title: 'The first election',
  front: `front ${n}`,
  back: 'back',
});

/** Answered so, each time when it was due. */
function after(grades: readonly (1 | 2 | 3 | 4)[]): Memory {
  let memory: Memory | null = null;
  for (const grade of grades) memory = graded(memory, grade, memory?.due ?? NOW);
  if (memory === null) throw new Error('no grades');
  return memory;
}

test('a card that was known comes later each time, one that was not within minutes', () => {
  const spans: number[] = [];
  let memory = graded(null, 3, NOW);
  for (let i = 0; i < 6; i++) {
    const before = memory.due;
    memory = graded(memory, 3, before);
    spans.push(memory.due - before);
  }
  for (const [i, span] of spans.entries()) if (i > 0) expect(span).toBeGreaterThan(spans[i - 1] as number);
  expect(spans.at(-1)).toBeGreaterThan(30 * DAY);
  const lapsed = graded(memory, 1, memory.due);
  expect(lapsed.due - memory.due).toBeLessThanOrEqual(15 * MINUTE);
  expect(lapsed.lapses).toBe(1);
});

test('of the four grades a better one never brings a card sooner, and what is said is what is done', () => {
  for (const memory of [null, after([3]), after([3, 3, 3]), after([4, 1])]) {
    const now = memory?.due ?? NOW;
    const spans = intervals(memory, now);
    expect(spans[1]).toBeLessThanOrEqual(spans[2]);
    expect(spans[2]).toBeLessThanOrEqual(spans[3]);
    expect(spans[3]).toBeLessThanOrEqual(spans[4]);
    for (const grade of GRADES) expect(graded(memory, grade, now).due - now).toBe(spans[grade]);
  }
});

test('no card sleeps for more than about a year', () => {
  expect(after([4, 4, 4, 4, 4, 4, 4, 4]).days).toBeLessThanOrEqual(366);
});

test('what is kept survives being written down', () => {
  const kept: KeptReview = {
    cards: { [card(1).id]: after([3, 3]), 'kind/order': after([1]) },
    day: { date: DATE, spent: 1234.5, fresh: 2 },
  };
  expect(saneReview(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
});

test('what could not have been written here is left out', () => {
  const good = after([3]);
  const bad: unknown[] = [null, 7, { ...good, due: 'soon' }, { ...good, due: 9e15 }, { ...good, state: 4 }];
  bad.push({ ...good, difficulty: 0 }, { ...good, stability: Number.NaN }, { ...good, reps: -1 });
  const cards = Object.fromEntries(bad.map((one, i) => [`kind/bad-${i}`, one]));
  const kept = saneReview({ cards: { ...cards, '../x': good, 'kind/order': good }, day: { date: 'today' } });
  expect(kept).toEqual({ cards: { 'kind/order': good }, day: NOTHING_KEPT.day });
  for (const nothing of [null, [], 'x', { cards: [] }]) expect(saneReview(nothing)).toEqual(NOTHING_KEPT);
});

test('of a card that two know, the later answer counts, whichever way they are merged', () => {
  const [early, late] = [after([3]), { ...after([3, 3]), last: NOW + DAY }];
  const a: KeptReview = { cards: { 'kind/order': early, 'kind/stamp': late }, day: NOTHING_KEPT.day };
  const b: KeptReview = { cards: { 'kind/order': late }, day: { date: DATE, spent: 5, fresh: 1 } };
  expect(mergedReview(a, b).cards).toEqual({ 'kind/order': late, 'kind/stamp': late });
  expect(mergedReview(b, a).cards).toEqual(mergedReview(a, b).cards);
  expect(mergedReview(b, a).day).toEqual(b.day);
});

test('first what is due, the longest first, then new ones as many as a day takes', () => {
  const items = Array.from({ length: 20 }, (_, n) => card(n));
  const [first, second] = items as [Item, Item];
  const due = { ...after([3]), due: NOW - DAY };
  const kept: KeptReview = {
    cards: { [first.id]: { ...due, due: NOW - MINUTE }, [second.id]: due },
    day: { date: DATE, spent: 0, fresh: 3 },
  };
  const at = standing(items, kept, NOW, DATE);
  expect(at).toMatchObject({ next: second, due: 2, fresh: FRESH_A_DAY - 3 });
  expect(standing(items, kept, NOW, DATE, second.id).next).toEqual(first);
  // Another day has room for new ones again.
  expect(standing(items, kept, NOW, '2026-09-22').fresh).toBe(FRESH_A_DAY);
});

test('what was just learnt comes once more rather than an empty page, what is known for days does not', () => {
  const items = [card(1)];
  const learning = graded(null, 1, NOW);
  expect(standing(items, { ...NOTHING_KEPT, cards: { [card(1).id]: learning } }, NOW + 1, DATE).next).toEqual(
    card(1),
  );
  const known = after([4]);
  const at = standing(items, { ...NOTHING_KEPT, cards: { [card(1).id]: known } }, NOW + 1, DATE);
  expect(at).toEqual({ next: null, due: 0, fresh: 0, later: known.due });
});

test('cards and made questions take turns among the new ones', () => {
  const kinds = kindsFor(new Set(['T1'])).map(kindItem);
  const items = [card(1), card(2), card(3), ...kinds];
  let kept = NOTHING_KEPT;
  let last: string | null = null;
  const asked: string[] = [];
  for (let i = 0; i < 4; i++) {
    const { next } = standing(items, kept, NOW, DATE, last);
    if (next === null) break;
    asked.push(next.what);
    last = next.id;
    kept = { ...kept, cards: { ...kept.cards, [next.id]: { ...after([4]), due: NOW + DAY } } };
  }
  expect(asked).toEqual(['card', 'kind', 'card', 'kind']);
});

test('every kind belongs to a track, and is asked only once a lesson of it is finished', () => {
  expect(new Set(KINDS.map(({ id }) => id)).size).toBe(KINDS.length);
  expect(kindsFor(new Set())).toEqual([]);
  expect(kindsFor(new Set(['T6'])).map(({ id }) => id)).toEqual(['promise', 'line', 'anomaly']);
  expect(kindsFor(new Set(['T1', 'T2', 'T3', 'T5', 'T6']))).toHaveLength(KINDS.length);
});

test('a card is known by its question, a made one asks another thing each time', () => {
  expect(cardId('a', 'x')).toBe(cardId('a', 'x'));
  expect(cardId('a', 'x')).not.toBe(cardId('a', 'y'));
  expect(Object.keys(saneReview({ cards: { [cardId('a', 'x')]: after([3]) } }).cards)).toHaveLength(1);
  const seeds = [undefined, after([3]), after([3, 3])].map((memory) => seedOf('kind/order', memory));
  expect(new Set(seeds).size).toBe(seeds.length);
});

test('ten minutes are about twenty cards', () => {
  expect(minutesFor(1)).toBe(1);
  expect(minutesFor(20)).toBe(10);
});

test('a rule is asked about only where other promises are left to tell it from', () => {
  const property = (id: string) => ({ id, title: id, source: '', kind: 'always' as const });
  const variant = (id: string, breaks: readonly string[]) => ({
    id,
    title: id,
    breaks,
    scenario: `run-${id}`,
  });
  const metas = [
    {
      id: 'p',
      properties: ['a', 'b', 'c'].map(property),
      variants: [variant('v', ['a']), variant('w', ['a', 'b'])],
    },
  ];
  expect(breakable(metas)).toEqual([{ protocol: 'p', variant: 'v', scenario: 'run-v' }]);
  expect(pickBreakable(12, breakable(metas))?.variant).toBe('v');
  expect(pickBreakable(12, [])).toBeNull();
});

test('a card that was asked by a clock that ran ahead is asked now, and counts from now', () => {
  const items = [card(1), card(2)];
  const ahead = graded(after([3, 3]), 3, NOW + 400 * DAY);
  const kept: KeptReview = { ...NOTHING_KEPT, cards: { [card(1).id]: ahead, [card(2).id]: after([4]) } };
  expect(standing(items, kept, NOW + 1, DATE)).toMatchObject({ next: card(1), due: 1 });
  const mended = graded(ahead, 3, NOW + 1);
  expect(mended.last).toBe(NOW + 1);
  expect(mended.due).toBeLessThan(NOW + 366 * DAY);
  expect(mended.due).toBeGreaterThan(NOW);
});

test('new ones for which today has no room are there tomorrow, whatever else is due later', () => {
  const items = Array.from({ length: FRESH_A_DAY + 2 }, (_, n) => card(n));
  const known = after([4]);
  const cards = Object.fromEntries(items.slice(0, FRESH_A_DAY).map(({ id }) => [id, known]));
  const at = standing(items, { cards, day: { date: DATE, spent: 1, fresh: FRESH_A_DAY } }, NOW + 1, DATE);
  expect(at).toMatchObject({ next: null, later: NOW + 1 + DAY });
  expect(known.due).toBeGreaterThan(NOW + 1 + DAY);
});
