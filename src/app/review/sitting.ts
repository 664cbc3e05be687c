/** A sitting of review: what is asked, whether it has been answered, and what follows. Clocks and storage are given. */
import {
  BUDGET_MS,
  dayFor,
  type Item,
  type KindItem,
  kindItem,
  MOST_MS,
  seedOf,
  standing,
} from '../../review/deck.ts';
import type { KeptReview } from '../../review/memory.ts';
import type { Question } from '../../review/question.ts';
import { type Grade, graded } from '../../review/schedule.ts';

export interface Sitting {
  readonly phase: 'start' | 'making' | 'asking' | 'over';
  /** Of one kind alone, as often as one likes; nothing of it is kept. */
  readonly practice: KindItem | null;
  readonly item: Item | null;
  /** Of a kind, the question that was made for now. */
  readonly question: Question | null;
  /** Position of the choice that is marked. */
  readonly picked: number | null;
  /** The answer is on show: nothing can be picked any more. */
  readonly shown: boolean;
  /** Why no question could be made, one sentence. */
  readonly why: string | null;
  readonly answered: number;
  /** Those of them that were known. */
  readonly knew: number;
  /** Ten minutes of this day are over, and somebody goes on all the same. */
  readonly longer: boolean;
  /** Why it is over: nothing is left for now, or the ten minutes are. */
  readonly ended: 'done' | 'time' | null;
}

export interface SittingWorld {
  /** ms since 1970. */
  now(): number;
  /** The day it is there, `2026-11-21`. */
  date(): string;
  items(): readonly Item[];
  kept(): KeptReview;
  keep(next: KeptReview): void;
  /** @returns the question, or one sentence */
  make(item: KindItem, seed: number): Promise<Question | { readonly why: string }>;
}

const START: Sitting = {
  phase: 'start',
  practice: null,
  item: null,
  question: null,
  picked: null,
  shown: false,
  why: null,
  answered: 0,
  knew: 0,
  longer: false,
  ended: null,
};

export type SittingStore = ReturnType<typeof createSitting>;

export function createSitting(world: SittingWorld) {
  let state = START;
  let askedAt = 0;
  let round = 0;
  /** Of the item asked last, and of one that could not be made. */
  let last: string | null = null;
  const listeners = new Set<() => void>();
  const set = (change: Partial<Sitting>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  const present = async (item: Item, seed: number) => {
    const mine = ++round;
    const bare = { item, question: null, picked: null, shown: false, why: null };
    if (item.what === 'card') {
      askedAt = world.now();
      set({ ...bare, phase: 'asking' });
      return;
    }
    set({ ...bare, phase: 'making' });
    const made = await world.make(item, seed);
    if (mine !== round) return;
    askedAt = world.now();
    if ('why' in made) set({ phase: 'asking', why: made.why });
    else set({ phase: 'asking', question: made });
  };

  const next = async () => {
    const { practice } = state;
    if (practice !== null) {
      await present(practice, (world.now() + state.answered) % 1_000_000);
      return;
    }
    const kept = world.kept();
    const now = world.now();
    const spent = dayFor(kept, world.date()).spent;
    const { next: item } = standing(world.items(), kept, now, world.date(), last);
    if (item === null || (spent >= BUDGET_MS && !state.longer)) {
      round++;
      set({
        phase: 'over',
        item: null,
        question: null,
        why: null,
        ended: item === null ? 'done' : 'time',
      });
      return;
    }
    last = item.id;
    await present(item, seedOf(item.id, kept.cards[item.id]));
  };

  const spend = (fresh: boolean, memory: KeptReview['cards']) => {
    const day = dayFor(world.kept(), world.date());
    const spent = day.spent + Math.min(MOST_MS, Math.max(0, world.now() - askedAt));
    world.keep({ cards: memory, day: { ...day, spent, fresh: day.fresh + (fresh ? 1 : 0) } });
  };

  return {
    get: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    begin: () => {
      set({ ...START });
      return next();
    },
    practise: (kind: KindItem['kind']) => {
      set({ ...START, practice: kindItem(kind) });
      return next();
    },
    /** Ten minutes are over, and somebody wants more. */
    goOn: () => {
      set({ longer: true });
      return next();
    },
    pick: (choice: number) => {
      const choices = state.question?.choices.length ?? 0;
      if (!state.shown && choice >= 0 && choice < choices) set({ picked: choice });
    },
    /** Locks the answer in. A question needs one that is picked. */
    show: () => {
      if (state.phase !== 'asking' || state.shown || state.why !== null) return;
      if (state.question !== null && state.picked === null) return;
      set({ shown: true });
    },
    /** Whether it was answered rightly; null of a card, of which only the student knows. */
    right: () => rightOf(state),
    /** A wrong answer counts as not known, whatever is said of it. */
    grade: async (said: Grade) => {
      const { item, shown, practice } = state;
      if (item === null || !shown) return;
      const right = rightOf(state);
      const grade: Grade = right === false ? 1 : said;
      if (practice === null) {
        const kept = world.kept();
        const before = kept.cards[item.id] ?? null;
        spend(before === null, { ...kept.cards, [item.id]: graded(before, grade, world.now()) });
      }
      set({ answered: state.answered + 1, knew: state.knew + (grade > 1 ? 1 : 0), shown: false });
      await next();
    },
    /** Past a question that could not be made. */
    skip: next,
    leave: () => {
      round++;
      set({ ...START });
    },
  };
}

function rightOf({ question, picked }: Sitting): boolean | null {
  if (question === null || picked === null) return null;
  return question.choices[picked]?.right ?? false;
}
