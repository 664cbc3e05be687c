/** What clients write down, and times in words. */
import type { Micros } from '../../engine/api.ts';

// In the order of the alphabet, so that a list out of order looks out of order.
const WORDS =
  'apple bread cheese dates eggs figs grapes honey ice jam kale lemon mint nuts olives pears quince rice salt tea'.split(
    ' ',
  );

/** What a client writes in its nth note, from 1, if nobody says otherwise. */
export function wordOf(n: number): string {
  return WORDS[(n - 1) % WORDS.length] as string;
}

/** "72.5 ms" */
export function ms(time: Micros): string {
  return `${(time / 1000).toFixed(1)} ms`;
}

/** "K1", "K1 and K2", "K1, K2 and K3" */
export function listed(ids: readonly string[]): string {
  const last = ids.at(-1) ?? '';
  return ids.length < 2 ? last : `${ids.slice(0, -1).join(', ')} and ${last}`;
}
