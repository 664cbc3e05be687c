/** The differences of two runs as one list in the order of time: what a reader walks through. */
import { stepHeads, type Trace } from '../engine/trace.ts';
import type { Comparison } from './compare.ts';

/** In which run an entry happens; `both`: it begins alike and goes on in another way. */
export const SIDE = { a: 0, b: 1, both: 2 } as const;

export interface Differences {
  readonly count: number;
  /** One of SIDE each. */
  readonly side: Uint8Array;
  /** The step in either run, −1 where it does not happen. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** µs, never decreasing. */
  readonly time: Float64Array;
  /** How many there are of each side. */
  readonly counts: readonly [number, number, number];
}

/** @param headsA `stepHeads` of each trace, where they are known already */
export function differencesOf(
  comparison: Comparison,
  traceA: Trace,
  traceB: Trace,
  headsA: Int32Array = stepHeads(traceA),
  headsB: Int32Array = stepHeads(traceB),
): Differences {
  const { onlyA, onlyB, changedA, changedB } = comparison;
  const count = onlyA.length + onlyB.length + changedA.length;
  const side = new Uint8Array(count);
  const a = new Int32Array(count).fill(-1);
  const b = new Int32Array(count).fill(-1);
  const time = new Float64Array(count);
  const timeA = (step: number) => traceA.columns.time[headsA[step] as number] as number;
  const timeB = (step: number) => traceB.columns.time[headsB[step] as number] as number;
  const end = Number.POSITIVE_INFINITY;
  let [i, j, k] = [0, 0, 0];
  for (let at = 0; at < count; at++) {
    const ti = i < onlyA.length ? timeA(onlyA[i] as number) : end;
    const tj = j < onlyB.length ? timeB(onlyB[j] as number) : end;
    const tk = k < changedA.length ? timeA(changedA[k] as number) : end;
    // Of one instant what comes first in its run comes first: a fault before the step that it strikes.
    const isA = ti < tk || (ti === tk && (onlyA[i] as number) < (changedA[k] as number));
    const isB = tj < tk || (tj === tk && (onlyB[j] as number) < (changedB[k] as number));
    if (!isA && !isB) {
      [side[at], a[at], b[at], time[at]] = [SIDE.both, changedA[k] as number, changedB[k] as number, tk];
      k++;
    } else if (isA && (!isB || ti <= tj)) {
      [side[at], a[at], time[at]] = [SIDE.a, onlyA[i] as number, ti];
      i++;
    } else {
      [side[at], b[at], time[at]] = [SIDE.b, onlyB[j] as number, tj];
      j++;
    }
  }
  return { count, side, a, b, time, counts: [onlyA.length, onlyB.length, changedA.length] };
}

/** Entries of one side only, as places in the list; null: all of them. */
export function ofSide({ count, side }: Differences, wanted: number | null): Int32Array {
  const places = new Int32Array(count);
  let found = 0;
  for (let at = 0; at < count; at++) if (wanted === null || side[at] === wanted) places[found++] = at;
  return places.subarray(0, found);
}

/** The place of the first entry later than `time` (direction 1), or of the last earlier (−1); −1 if there is none. */
export function nextDifference({ time, count }: Differences, now: number, direction: 1 | -1): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const t = time[middle] as number;
    if (direction === 1 ? t <= now : t < now) low = middle + 1;
    else high = middle;
  }
  if (direction === 1) return low < count ? low : -1;
  // Of several at one instant the first is the one to stand on.
  let at = low - 1;
  while (at > 0 && time[at - 1] === time[at]) at--;
  return at;
}
