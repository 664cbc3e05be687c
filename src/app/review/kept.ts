/** What this browser remembers of review. It never leaves it but in a file that somebody saves (`lesson/progress.ts`). */
import { type KeptReview, NOTHING_KEPT, saneReview } from '../../review/memory.ts';

const KEY = 'faultline.review';

let kept: KeptReview | null = null;
const listeners = new Set<() => void>();

export function keptReview(): KeptReview {
  if (kept === null) {
    try {
      kept = saneReview(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
    } catch {
      kept = NOTHING_KEPT;
    }
  }
  return kept;
}

export function onKeptReview(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function keepReview(next: KeptReview): void {
  kept = next;
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage may be refused or full: it is then remembered as long as the page lives.
  }
  for (const listener of listeners) listener();
}
