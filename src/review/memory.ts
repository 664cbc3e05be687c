/** What is remembered of cards that were asked, as plain JSON. Light: whoever only saves or takes in progress needs no scheduler. */

/** How well one card is known, by FSRS. Times are ms since 1970. */
export interface Memory {
  readonly due: number;
  /** Days after which it is still known with a probability of 90 %. */
  readonly stability: number;
  /** 1 … 10. */
  readonly difficulty: number;
  /** Days from the last time to `due`. */
  readonly days: number;
  readonly steps: number;
  readonly reps: number;
  readonly lapses: number;
  /** 0 new, 1 learning, 2 review, 3 relearning. */
  readonly state: 0 | 1 | 2 | 3;
  readonly last: number;
}

/** What was done on one day. */
export interface Day {
  /** `2026-11-21`; empty before the first. */
  readonly date: string;
  /** ms. */
  readonly spent: number;
  /** Cards that were asked for the first time. */
  readonly fresh: number;
}

export interface KeptReview {
  /** By the id of the card. */
  readonly cards: Readonly<Record<string, Memory>>;
  readonly day: Day;
}

export const NOTHING_KEPT: KeptReview = { cards: {}, day: { date: '', spent: 0, fresh: 0 } };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isCount = (value: unknown): value is number => isAmount(value) && Number.isInteger(value);
const MOST_MS = 8.64e15;
const isTime = (value: unknown): value is number => isCount(value) && value <= MOST_MS;

function saneMemory(stored: unknown): Memory | null {
  if (!isRecord(stored)) return null;
  const { due, stability, difficulty, days, steps, reps, lapses, state, last } = stored;
  if (!isTime(due) || !isTime(last) || !isCount(days) || !isCount(steps)) return null;
  if (!isCount(reps) || !isCount(lapses) || !isAmount(stability) || !isAmount(difficulty)) return null;
  if (state !== 0 && state !== 1 && state !== 2 && state !== 3) return null;
  // The scheduler divides by both.
  if (stability < 0.001 || difficulty < 1 || difficulty > 10) return null;
  return { due, stability, difficulty, days, steps, reps, lapses, state, last };
}

/** `lesson/3f2a…` or `kind/order` */
const ID = /^[a-z0-9][a-z0-9-]{0,63}\/[a-z0-9-]{1,32}$/;

/** What is stored may be old, or a stranger's: each part is taken only if it could have been written here. */
export function saneReview(stored: unknown): KeptReview {
  if (!isRecord(stored)) return NOTHING_KEPT;
  const cards: Record<string, Memory> = {};
  for (const [id, one] of Object.entries(isRecord(stored.cards) ? stored.cards : {})) {
    const sane = ID.test(id) ? saneMemory(one) : null;
    if (sane !== null) cards[id] = sane;
  }
  const { day } = stored;
  const fits =
    isRecord(day) &&
    typeof day.date === 'string' &&
    /^\d{4}-\d\d-\d\d$/.test(day.date) &&
    isAmount(day.spent) &&
    isCount(day.fresh);
  return {
    cards,
    day: fits
      ? { date: day.date as string, spent: day.spent as number, fresh: day.fresh as number }
      : NOTHING_KEPT.day,
  };
}

/** Of a card that both know, what was asked later. The day is one's own. */
export function mergedReview(own: KeptReview, other: KeptReview): KeptReview {
  const cards: Record<string, Memory> = { ...own.cards };
  for (const [id, memory] of Object.entries(other.cards)) {
    const mine = cards[id];
    if (mine === undefined || memory.last > mine.last) cards[id] = memory;
  }
  return { cards, day: own.day };
}
