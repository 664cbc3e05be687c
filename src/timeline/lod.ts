/** Level of detail: which messages of a window are drawn, and which stand for others when there are more than pixels. */
import { type Flights, underWay } from './index.ts';

export interface Picked {
  /** Flights, in order of their sends. */
  readonly flights: Int32Array;
  /** How many messages each stands for, itself included. */
  readonly counts: Int32Array;
}

/** Which flights of a group (see `Flights.starts`) are sent from `t0` on and before `t1`: a stretch of `members`. */
export function sentIn(
  { t0: times, starts, members }: Flights,
  group: number,
  t0: number,
  t1: number,
): { readonly low: number; readonly high: number } {
  const first = starts[group] as number;
  const end = starts[group + 1] as number;
  const from = (time: number, low: number) => {
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((times[members[middle] as number] as number) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const low = from(t0, first);
  return { low, high: from(t1, low) };
}

/**
 * Flights that touch [t0, t1], in order of their sends. What is left out by its kind costs nothing.
 * @param keep which kinds are wanted
 */
export function flightsIn(
  flights: Flights,
  lanes: number,
  t0: number,
  t1: number,
  keep: (kind: number) => boolean = () => true,
): Int32Array {
  const before = underWay(flights, t0).filter((i) => keep(flights.kind[i] as number));
  const stretches: Int32Array[] = [];
  let count = before.length;
  for (let group = 0; group + 1 < flights.starts.length; group++) {
    if (!keep(Math.floor(group / lanes))) continue;
    // Times are whole: what is sent at `t1` counts.
    const { low, high } = sentIn(flights, group, t0, t1 + 1);
    stretches.push(flights.members.subarray(low, high));
    count += high - low;
  }
  const found = new Int32Array(count);
  found.set(before);
  let at = before.length;
  for (const stretch of stretches) {
    found.set(stretch, at);
    at += stretch.length;
  }
  return found.sort();
}

/**
 * Picks what to draw of `touching` (from `flightsIn`). Up to `budget` messages all are; beyond, messages on one link that leave
 * in the same column of pixels become one, represented by the most telling among them, and columns widen until the budget holds.
 * @param column x of a send time, in pixels from the left edge of the plot
 * @param rank how telling a flight is; higher represents lower
 */
export function pickMessages(
  flights: Flights,
  touching: Int32Array,
  nodes: number,
  width: number,
  budget: number,
  column: (time: number) => number,
  rank: (flight: number) => number,
): Picked {
  if (touching.length <= budget) {
    return { flights: touching, counts: new Int32Array(touching.length).fill(1) };
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
