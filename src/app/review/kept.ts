/** What this browser remembers of review. It never leaves it but in a file that somebody saves (`lesson/progress.ts`). */
import { type KeptReview, mergedReview, NOTHING_KEPT, saneReview } from '../../review/memory.ts';

const KEY = 'faultline.review';

let kept: KeptReview | null = null;
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
  listeners.add(listener);
  window.addEventListener('storage', elsewhere);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', elsewhere);
  };
}

/** What another tab was asked since is kept beside it. */
export function keepReview(next: KeptReview): void {
  kept = mergedReview(next, stored());
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Storage may be refused or full: it is then remembered as long as the page lives.
  }
  for (const listener of listeners) listener();
}
