/** What this browser remembers of review. It never leaves it but in a file that somebody saves (`lesson/progress.ts`). */
import { type KeptReview, mergedReview, saneReview } from '../../review/memory.ts';
import { createKept } from '../stores/kept.ts';

const kept = createKept<KeptReview>('faultline.review', saneReview);

export function keptReview(): KeptReview {
  return kept.get();
}

/** Hears of changes made here and in other tabs. */
export function onKeptReview(listener: () => void): () => void {
  // While nobody listened, another tab may have been asked.
  if (!kept.isHeard()) kept.take(kept.isRefused() ? mergedReview(kept.get(), kept.stored()) : kept.stored());
  return kept.on(listener);
}

/** What another tab was asked since is kept beside it. */
export function keepReview(next: KeptReview): void {
  const before = keptReview().cards;
  const there = kept.stored();
  const merged = mergedReview(next, there);
  // What no other tab has touched since counts as it is given, though the clock may have been set back.
  const given = Object.entries(next.cards).filter(
    ([id, memory]) => memory !== before[id] && there.cards[id]?.last === before[id]?.last,
  );
  kept.write({ ...merged, cards: { ...merged.cards, ...Object.fromEntries(given) } });
}
