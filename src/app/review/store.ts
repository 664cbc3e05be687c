/** The sitting of this page: it outlives going to the lab and back. */
import type { Item } from '../../review/deck.ts';
import { keepReview, keptReview } from './kept.ts';
import { make } from './questions.ts';
import { createSitting } from './sitting.ts';
import { dateOf } from './words.ts';

let items: readonly Item[] = [];
let protocols: readonly string[] = [];

/** What there is to ask. @param of protocols whose broken rules may be asked about */
export function setItems(next: readonly Item[], of: readonly string[]): void {
  items = next;
  protocols = of;
}

export const sitting = createSitting({
  now: () => Date.now(),
  date: () => dateOf(new Date()),
  items: () => items,
  kept: keptReview,
  keep: keepReview,
  make: (item, seed) => make(item, seed, protocols),
});
