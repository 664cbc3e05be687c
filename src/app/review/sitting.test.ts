import { expect, test } from 'vitest';
import { BUDGET_MS, cardId, type Item, kindItem, MOST_MS } from '../../review/deck.ts';
import { KINDS } from '../../review/kinds.ts';
import { type KeptReview, NOTHING_KEPT } from '../../review/memory.ts';
import type { Question } from '../../review/question.ts';
import { createSitting } from './sitting.ts';
import { dateOf, later, shortSpan } from './words.ts';

const MINUTE = 60_000;
const order = KINDS.find(({ id }) => id === 'order') as (typeof KINDS)[number];

const question = (seed: number): Question => ({
  kind: 'order',
  seed,
  lead: '',
  ask: 'Which?',
  picture: null,
  choices: [
    { text: 'this', right: true, why: '' },
    { text: 'that', right: false, why: 'No.' },
  ],
  evidence: ['So it is.'],
  lab: null,
});

const card = (n: number): Item => ({
  what: 'card',
  id: cardId('lesson', `${n}`),
  lesson: 'lesson',
  title: 'Lesson',
  front: `${n}`,
  back: 'b',
});

function world(items: readonly Item[]) {
  let now = 1_790_000_000_000;
  let kept: KeptReview = NOTHING_KEPT;
  const seeds: number[] = [];
  let broken = false;
  const sitting = createSitting({
    now: () => now,
    date: () => '2026-09-21',
    items: () => items,
    kept: () => kept,
    keep: (next) => {
      kept = next;
    },
    make: async (_, seed) => {
      seeds.push(seed);
      return broken ? { why: 'It cannot be made.' } : question(seed);
    },
  });
  return {
    sitting,
    seeds,
    kept: () => kept,
    pass: (ms: number) => {
      now += ms;
    },
    breakMaker: () => {
      broken = true;
    },
  };
}

test('a card is shown, graded, and kept; nothing is kept before it is graded', async () => {
  const { sitting, kept, pass } = world([card(1), card(2)]);
  await sitting.begin();
  expect(sitting.get()).toMatchObject({ phase: 'asking', shown: false });
  await sitting.grade(3);
  expect(kept()).toEqual(NOTHING_KEPT);
  pass(20_000);
  sitting.show();
  expect(sitting.get().shown).toBe(true);
  await sitting.grade(3);
  expect(Object.keys(kept().cards)).toEqual([card(1).id]);
  expect(kept().day).toEqual({ date: '2026-09-21', spent: 20_000, fresh: 1 });
  expect(sitting.get()).toMatchObject({ answered: 1, knew: 1, shown: false, item: card(2) });
});

test('a question wants an answer before it gives its own, and a wrong one counts as not known whatever is said', async () => {
  const { sitting, kept } = world([kindItem(order)]);
  await sitting.begin();
  sitting.show();
  expect(sitting.get().shown).toBe(false);
  sitting.pick(7);
  expect(sitting.get().picked).toBeNull();
  sitting.pick(0);
  sitting.pick(1);
  sitting.show();
  expect(sitting.right()).toBe(false);
  sitting.pick(0);
  expect(sitting.get().picked).toBe(1);
  await sitting.grade(4);
  const memory = kept().cards['kind/order'];
  expect(memory?.state).toBe(1);
  expect((memory?.due ?? 0) - (memory?.last ?? 0)).toBeLessThanOrEqual(2 * MINUTE);
  expect(sitting.get()).toMatchObject({ answered: 1, knew: 0 });
});

test('a question that comes again is another one', async () => {
  const { sitting, seeds, pass } = world([kindItem(order)]);
  for (let i = 0; i < 3; i++) {
    await sitting.begin();
    sitting.pick(1);
    sitting.show();
    await sitting.grade(1);
    expect(sitting.get().phase).toBe('over');
    pass(2 * MINUTE);
  }
  expect(new Set(seeds).size).toBe(seeds.length);
});

test('it ends when nothing is due, and after ten minutes even if something is', async () => {
  const short = world([card(1)]);
  await short.sitting.begin();
  short.sitting.show();
  await short.sitting.grade(4);
  expect(short.sitting.get()).toMatchObject({ phase: 'over', item: null, ended: 'done' });

  const long = world(Array.from({ length: 12 }, (_, n) => card(n)));
  await long.sitting.begin();
  let asked = 0;
  while (long.sitting.get().phase === 'asking' && asked < 100) {
    // Away for an hour: no more than a bound counts.
    long.pass(60 * MINUTE);
    long.sitting.show();
    await long.sitting.grade(1);
    asked++;
  }
  expect(asked).toBe(Math.ceil(BUDGET_MS / MOST_MS));
  expect(long.sitting.get().ended).toBe('time');
  await long.sitting.goOn();
  expect(long.sitting.get().phase).toBe('asking');
});

test('practice asks as often as one likes, and keeps nothing', async () => {
  const { sitting, kept, seeds, pass } = world([]);
  await sitting.practise(order);
  for (let i = 0; i < 5; i++) {
    sitting.pick(0);
    sitting.show();
    pass(1000);
    await sitting.grade(3);
  }
  expect(kept()).toEqual(NOTHING_KEPT);
  expect(new Set(seeds).size).toBe(6);
  sitting.leave();
  expect(sitting.get().phase).toBe('start');
});

test('a question that cannot be made says why, and the next is asked', async () => {
  const { sitting, breakMaker } = world([kindItem(order), card(1)]);
  breakMaker();
  await sitting.begin();
  if (sitting.get().item?.what === 'card') await sitting.skip();
  expect(sitting.get()).toMatchObject({ phase: 'asking', why: 'It cannot be made.', question: null });
  sitting.show();
  expect(sitting.get().shown).toBe(false);
  await sitting.skip();
  expect(sitting.get()).toMatchObject({ why: null, item: card(1) });
});

test('spans as people say them', () => {
  const [hour, day] = [60 * MINUTE, 24 * 60 * MINUTE];
  expect([10_000, 10 * MINUTE, 3 * hour, 8 * day, 90 * day, 800 * day].map(shortSpan)).toEqual([
    '1 min',
    '10 min',
    '3 h',
    '8 d',
    '3 months',
    '2 years',
  ]);
  expect([MINUTE, hour, 5 * hour, 20 * hour, 8 * day].map(later)).toEqual([
    'in a few minutes',
    'in an hour',
    'in 5 hours',
    'tomorrow',
    'in 8 days',
  ]);
  expect(dateOf(new Date(2026, 10, 21, 3, 59))).toBe('2026-11-20');
  expect(dateOf(new Date(2026, 10, 21, 4, 0))).toBe('2026-11-21');
});
