/** What this browser remembers of review. It never leaves it but in a file that somebody saves (`lesson/progress.ts`). */
import { type KeptReview, mergedReview, NOTHING_KEPT, saneReview } from '../../review/memory.ts';

const KEY = 'faultline.review';

let kept: KeptReview | null = null;
/** The browser has refused to keep something. */
let refused = false;
const listeners = new Set<() => void>();

function stored(): KeptReview {
  try {
    return saneReview(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
  } catch {
    return kept ?? NOTHING_KEPT;
  }
}

export function keptReview(): KeptReview {
  kept ??= stored();
  return kept;
}

/** Hears of changes made here and in other tabs. */
export function onKeptReview(listener: () => void): () => void {
  const elsewhere = (event: StorageEvent) => {
    if (event.key !== KEY && event.key !== null) return;
    kept = stored();
    listener();
  };
  // While nobody listened, another tab may have been asked.
  if (listeners.size === 0 && kept !== null) kept = refused ? mergedReview(kept, stored()) : stored();
  listeners.add(listener);
  window.addEventListener('storage', elsewhere);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', elsewhere);
  };
}

/** What another tab was asked since is kept beside it. */
export function keepReview(next: KeptReview): void {
  const before = keptReview().cards;
  const there = stored();
  const merged = mergedReview(next, there);
  // What no other tab has touched since counts as it is given, though the clock may have been set back.
  const given = Object.entries(next.cards).filter(
    ([id, memory]) => memory !== before[id] && there.cards[id]?.last === before[id]?.last,
  );
  kept = { ...merged, cards: { ...merged.cards, ...Object.fromEntries(given) } };
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
    refused = false;
  } catch {
    refused = true;
    // Storage may be refused or full: it is then remembered as long as the page lives.
  }
  for (const listener of listeners) listener();
}
