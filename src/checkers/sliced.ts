/**
 * Long work that can be laid aside: a generator that yields now and then, saying how many items it has gone through since it
 * yielded last. Whoever drives it decides how much is done at a time, or drops it.
 */
export type Sliced<T> = Generator<number, T, void>;

/** Items between two yields: well under a millisecond of work. */
export const PIECE = 500;

/** Drives the work to its end. */
export function finish<T>(work: Sliced<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
/** Says that so many items were gone through at one go, each with a twentieth of the usual work, and gives others a turn. */
export function* atOneGo(items: number): Sliced<void> {
  for (let left = Math.floor(items / 20); left > 0; left -= PIECE) yield Math.min(PIECE, left);
}
