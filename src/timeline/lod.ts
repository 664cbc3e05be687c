/** Level of detail: which messages of a window are drawn, and which stand for others when there are more than pixels. */
import { type Flights, lowerBound } from './index.ts';

export interface Picked {
  /** Flights, in order of their sends. */
  readonly flights: Int32Array;
  /** How many messages each stands for, itself included. */
  readonly counts: Int32Array;
}

/** Flights that may touch [t0, t1]: from the first whose reach gets there to the last sent before its end. */
export function windowOf(
  flights: Flights,
  t0: number,
  t1: number,
): { readonly low: number; readonly high: number } {
  return { low: lowerBound(flights.reach, t0), high: lowerBound(flights.t0, t1 + 1) };
}

/**
 * Picks what to draw. Up to `budget` messages all are; beyond, messages on one link that leave in the same column of pixels
 * become one, represented by the most telling among them, and columns widen until the budget holds.
 * @param column x of a send time, in pixels from the left edge of the plot
 * @param rank how telling a flight is; higher represents lower
 * @param keep leaves out what is not drawn as lines at all
 */
export function pickMessages(
  flights: Flights,
  t0: number,
  t1: number,
  nodes: number,
  width: number,
  budget: number,
  column: (time: number) => number,
  rank: (flight: number) => number,
  keep: (flight: number) => boolean = () => true,
): Picked {
  const { low, high } = windowOf(flights, t0, t1);
  const touching: number[] = [];
  for (let i = low; i < high; i++) {
    if ((flights.shown[i] as number) >= t0 && keep(i)) touching.push(i);
  }
  if (touching.length <= budget) {
    return { flights: Int32Array.from(touching), counts: new Int32Array(touching.length).fill(1) };
  }
  for (let pixels = 1; ; pixels *= 2) {
    const columns = Math.ceil(width / pixels) + 2;
    const slots = new Int32Array(nodes * nodes * columns).fill(-1);
    const chosen: number[] = [];
    const counts: number[] = [];
    for (const i of touching) {
      const c = Math.min(columns - 1, Math.max(0, Math.floor(column(flights.t0[i] as number) / pixels) + 1));
      const slot = ((flights.from[i] as number) * nodes + (flights.to[i] as number)) * columns + c;
      const at = slots[slot] as number;
      if (at < 0) {
        slots[slot] = chosen.length;
        chosen.push(i);
        counts.push(1);
      } else {
        counts[at] = (counts[at] as number) + 1;
        if (rank(i) > rank(chosen[at] as number)) chosen[at] = i;
      }
      if (chosen.length > budget && columns > 8) break;
    }
    if (chosen.length <= budget || columns <= 8) {
      return { flights: Int32Array.from(chosen), counts: Int32Array.from(counts) };
    }
  }
}
