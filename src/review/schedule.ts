/** When a card is asked again: FSRS (ts-fsrs) over what `memory.ts` keeps. Nothing here reads a clock: `now` is given, ms since 1970. */
import { type Card, createEmptyCard, type Grade as FsrsGrade, fsrs, type State } from 'ts-fsrs';
import type { Memory } from './memory.ts';

/** Again, hard, good, easy. */
export type Grade = 1 | 2 | 3 | 4;
export const GRADES: readonly Grade[] = [1, 2, 3, 4];

/** Asked when it is still known with a probability of 90 %; after a year at the latest. A card that was just learnt comes once more within the same sitting. */
const scheduler = fsrs({
  request_retention: 0.9,
  maximum_interval: 365,
  enable_fuzz: true,
  enable_short_term: true,
  learning_steps: ['1m', '10m'],
  relearning_steps: ['10m'],
});

/** @param before null of a card that was never asked */
export function graded(before: Memory | null, grade: Grade, now: number): Memory {
  const { card } = scheduler.next(cardOf(before, now), new Date(now), grade as FsrsGrade);
  return memoryOf(card, now);
}

/** For each grade, how long it would be until the card comes again, ms. */
export function intervals(before: Memory | null, now: number): Readonly<Record<Grade, number>> {
  const after = (grade: Grade) => graded(before, grade, now).due - now;
  return { 1: after(1), 2: after(2), 3: after(3), 4: after(4) };
}

function cardOf(memory: Memory | null, now: number): Card {
  if (memory === null) return createEmptyCard(new Date(now));
  const { due, stability, difficulty, days, steps, reps, lapses, state, last } = memory;
  return {
    ...createEmptyCard(new Date(now)),
    due: new Date(due),
    stability,
    difficulty,
    scheduled_days: days,
    learning_steps: steps,
    reps,
    lapses,
    state: state as State,
    last_review: new Date(Math.min(last, now)),
  };
}

function memoryOf(card: Card, now: number): Memory {
  return {
    due: card.due.getTime(),
    stability: card.stability,
    difficulty: card.difficulty,
    days: card.scheduled_days,
    steps: card.learning_steps,
    reps: card.reps,
    lapses: card.lapses,
    state: card.state as Memory['state'],
    last: now,
  };
}
