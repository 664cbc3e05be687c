/** What can be asked, and what of it is next: what is due first, then some that are new, for ten minutes a day. */
import { hashString } from '../base/hash.ts';
import { KINDS, type Kind } from './kinds.ts';
import type { Day, KeptReview, Memory } from './memory.ts';

/** A card that a lesson ends with. */
export interface LessonItem {
  readonly what: 'card';
  readonly id: string;
  readonly lesson: string;
  /** Of the lesson. */
  readonly title: string;
  readonly front: string;
  readonly back: string;
}

/** A kind of question, asked anew each time. */
export interface KindItem {
  readonly what: 'kind';
  readonly id: string;
  readonly kind: Kind;
}

export type Item = LessonItem | KindItem;

/** A card keeps its place in the schedule as long as its question is the same, wherever it stands in its lesson. */
export function cardId(lesson: string, front: string): string {
  return `${lesson}/${(hashString(front) >>> 0).toString(16)}`;
}

export function kindItem(kind: Kind): KindItem {
  return { what: 'kind', id: `kind/${kind.id}`, kind };
}

export const BUDGET_MS = 10 * 60_000;
/** New ones a day: each comes back soon, and again. */
export const FRESH_A_DAY = 8;
/** What counts as spent on one card at most: whoever leaves the table is not at work. */
export const MOST_MS = 90_000;
/** A learning step that ends within this is waited for by asking it now: nobody sits before an empty page. */
const SOON_MS = 15 * 60_000;

/** ms. */
const DAY_MS = 24 * 60 * 60_000;

/** What was asked in the future was asked by a clock that ran ahead: its `due` says nothing. */
const isDue = ({ due, last }: Memory, now: number): boolean => due <= now || last > now;

/** The day that is on, by its own count. */
export function dayFor({ day }: KeptReview, date: string): Day {
  return day.date === date ? day : { date, spent: 0, fresh: 0 };
}

export interface Standing {
  /** To be asked next; null: nothing is left for now. */
  readonly next: Item | null;
  /** Due now, and new ones that today has room for. */
  readonly due: number;
  readonly fresh: number;
  /** ms since 1970 at which something will be asked that is not yet: due, or new when today has no room for more; null if there is nothing. */
  readonly later: number | null;
}

/** @param last id of the item that was asked last: it does not come twice in a row if there is another, nor before it is due */
export function standing(
  items: readonly Item[],
  kept: KeptReview,
  now: number,
  date: string,
  last: string | null = null,
): Standing {
  const day = dayFor(kept, date);
  const memory = ({ id }: Item): Memory | undefined => kept.cards[id];
  const known = items.flatMap((item) => {
    const found = memory(item);
    return found === undefined ? [] : [{ item, memory: found }];
  });
  const due = known.filter((one) => isDue(one.memory, now)).sort((a, b) => a.memory.due - b.memory.due);
  const unseen = items.filter((item) => memory(item) === undefined);
  const fresh = mixed(unseen, last).slice(0, Math.max(0, FRESH_A_DAY - day.fresh));
  const waiting = known.filter((one) => !isDue(one.memory, now)).sort((a, b) => a.memory.due - b.memory.due);
  const soon = waiting.filter(
    ({ item, memory: { due: at, state } }) =>
      item.id !== last && at <= now + SOON_MS && (state === 1 || state === 3),
  );
  const order = [...due.map(({ item }) => item), ...fresh, ...soon.map(({ item }) => item)];
  const next = order.find(({ id }) => id !== last) ?? order[0] ?? null;
  const times = [
    ...waiting.slice(0, 1).map((one) => one.memory.due),
    ...(unseen.length > fresh.length ? [now + DAY_MS] : []),
  ];
  const later = times.length === 0 ? null : Math.min(...times);
  return { next, due: due.length, fresh: fresh.length, later };
}

/** Cards and generated questions in turn, so that a sitting is not all of one sort; what is not of the sort asked last begins. */
function mixed(items: readonly Item[], last: string | null): readonly Item[] {
  const cards = items.filter(({ what }) => what === 'card');
  const kinds = items.filter(({ what }) => what === 'kind');
  const afterCard = last !== null && !last.startsWith('kind/');
  const [one, other] = afterCard ? [kinds, cards] : [cards, kinds];
  const turns = Math.max(cards.length, kinds.length);
  return Array.from({ length: turns }, (_, i) => [one[i], other[i]])
    .flat()
    .filter((item) => item !== undefined);
}

/** Rounded up, minutes for so many: a card takes some 20 s, a question that is made some 45. */
export function minutesFor(items: number): number {
  return Math.max(1, Math.ceil((items * 30) / 60));
}

/** The seed of the question that an item asks next: another after each time it was asked. */
export function seedOf(id: string, memory: Memory | undefined): number {
  const times = memory?.reps ?? 0;
  return (hashString(`${id} ${times} ${memory?.last ?? 0}`) >>> 0) % 1_000_000;
}

/** Every kind there is, for whoever practises one alone. */
export const KIND_ITEMS: readonly KindItem[] = KINDS.map(kindItem);
