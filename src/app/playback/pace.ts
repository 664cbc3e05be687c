/** How playback spends real time on virtual time: true to scale while something is to be seen, quick where nothing is. */
import type { Micros } from '../../engine/runspec.ts';
import { isNodeStep, K } from '../../engine/trace.ts';
import { FATE } from '../../timeline/index.ts';
import type { Run } from '../stores/session.ts';

/** Stretches in which something is to be seen, sorted and disjoint; `from` may equal `to`. */
export interface Busy {
  readonly from: Float64Array;
  readonly to: Float64Array;
}

/** No idle stretch takes longer than this to play: pressing play shows something within a second. */
export const MAX_IDLE_MS = 700;

/**
 * Messages in flight and the instants of steps. With `stepsOnly` travel does not count (reduced motion shows none), so waits
 * between steps are what gets compressed. One pass: steps and sends are both in the order of time.
 */
export function busyStretches({ trace, index }: Run, stepsOnly: boolean): Busy {
  const { kind, time } = trace.columns;
  const { heads, flights } = index;
  const sent = stepsOnly ? 0 : flights.count;
  const from = new Float64Array(sent + heads.length);
  const to = new Float64Array(sent + heads.length);
  let count = 0;
  const add = (t0: number, t1: number) => {
    const last = to[count - 1];
    if (last !== undefined && t0 <= last) {
      if (t1 > last) to[count - 1] = t1;
      return;
    }
    from[count] = t0;
    to[count++] = t1;
  };
  for (let s = 0, i = 0; s < heads.length || i < sent; ) {
    const head = heads[s];
    const at = head === undefined ? Infinity : (time[head] as number);
    if (i < sent && (flights.t0[i] as number) <= at) {
      if (flights.fate[i] !== FATE.pending) add(flights.t0[i] as number, flights.t1[i] as number);
      i++;
    } else if (head !== undefined) {
      const k = kind[head] as number;
      if (isNodeStep(k) || k === K.fault || k === K.ignored) add(at, at);
      s++;
    }
  }
  return { from: from.slice(0, count), to: to.slice(0, count) };
}

/** Index of the last stretch that begins at or before `time`, −1 if none. */
function stretchAt(busy: Busy, time: Micros): number {
  let low = 0;
  let high = busy.from.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((busy.from[middle] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export interface Advance {
  readonly time: Micros;
  /** Whether the playhead is in an idle stretch that is being played faster than the chosen speed. */
  readonly compressed: boolean;
}

/**
 * Where the playhead is after `dt` ms of real time.
 * @param slowdown real time per virtual time: 20 plays 50 virtual ms in a second.
 * @param end the run's last instant, µs
 */
export function advance(time: Micros, dt: number, slowdown: number, busy: Busy, end: Micros): Advance {
  let at = time;
  let left = dt;
  let compressed = false;
  while (left > 0 && at < end) {
    const i = stretchAt(busy, at);
    const stretchEnd = i < 0 ? -1 : (busy.to[i] ?? 0);
    if (at < stretchEnd) {
      const virtual = Math.min(stretchEnd - at, (left * 1000) / slowdown);
      at += virtual;
      left -= (virtual * slowdown) / 1000;
      compressed = false;
      // The rest may be too small to move a float: without this the loop could stay where it is.
      if (virtual <= 1e-6) break;
      continue;
    }
    const gapStart = Math.max(0, stretchEnd);
    const gapEnd = i + 1 < busy.from.length ? Math.min(busy.from[i + 1] ?? end, end) : end;
    const gap = gapEnd - gapStart;
    const trueMs = (gap * slowdown) / 1000;
    const factor = Math.max(1, trueMs / MAX_IDLE_MS);
    const virtual = Math.min(gapEnd - at, (left * 1000 * factor) / slowdown);
    at += virtual;
    left -= (virtual * slowdown) / 1000 / factor;
    compressed = factor > 1;
    if (virtual <= 1e-6) break;
  }
  return { time: Math.min(at, end), compressed };
}
