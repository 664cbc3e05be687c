/** The past and the future of a step: happened-before (see `causality.ts`) as the pages ask for it most. */

/** The order of a trace's steps, as far as cones need it. */
export interface Order {
  readonly steps: number;
  /** The step before on the same node, −1 if none. */
  readonly previous: Int32Array;
  /** Messages from other nodes that step `s` handles come from `sources[first[s] … first[s + 1])`, all smaller than `s`. */
  readonly first: Int32Array;
  readonly sources: Int32Array;
}

/** Bits of `cones`. */
export const PAST = 1;
export const FUTURE = 2;

/** For every step whether it happened before `of` (PAST), after it (FUTURE), or neither (0). The step itself has both bits. */
export function cones(order: Order, of: number): Uint8Array {
  const marks = new Uint8Array(order.steps);
  if (of < 0 || of >= order.steps) return marks;
  markPast(order, of, 0, marks);
  marks[of] = PAST | FUTURE;
  for (let s = of + 1; s < order.steps; s++) if (follows(order, s, marks)) marks[s] = FUTURE;
  return marks;
}

/** One pass back from `of` to `stop`: what a step is after has the smaller number. */
export function markPast(c: Order, of: number, stop: number, marks: Uint8Array): void {
  marks[of] = PAST;
  for (let s = of; s >= stop; s--) {
    if (!((marks[s] as number) & PAST)) continue;
    const before = c.previous[s] as number;
    if (before >= 0) marks[before] = PAST;
    for (let i = c.first[s] as number; i < (c.first[s + 1] as number); i++) {
      marks[c.sources[i] as number] = PAST;
    }
  }
}

/** Whether something right before `s` is in the future already marked. */
function follows(c: Order, s: number, marks: Uint8Array): boolean {
  const before = c.previous[s] as number;
  if (before >= 0 && (marks[before] as number) & FUTURE) return true;
  for (let i = c.first[s] as number; i < (c.first[s + 1] as number); i++) {
    if ((marks[c.sources[i] as number] as number) & FUTURE) return true;
  }
  return false;
}
