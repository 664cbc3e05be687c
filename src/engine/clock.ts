/**
 * A node's two clocks, derived from true time. Both run `ppm` parts per million fast; the wall clock is also off by `offset`.
 * The time a drift has gained stays when the drift ends; an offset steps back. Neither ever runs backwards by drift.
 */
import type { Micros } from './runspec.ts';

export interface NodeClock {
  /** True time of the last change of rate. */
  readonly since: Micros;
  /** Gained over true time until then. */
  readonly gained: Micros;
  readonly ppm: number;
  readonly offset: Micros;
  /** All steps of the wall clock up to now. */
  readonly stepped: Micros;
}

/** Spans up to here, 2 h 23 min, times a million are exact in doubles. */
const EXACT = 8_589_934_592;

export const TRUE_CLOCK: NodeClock = { since: 0, gained: 0, ppm: 0, offset: 0, stepped: 0 };

export function monotonicAt(clock: NodeClock, t: Micros): Micros {
  if (clock.ppm === 0) return t + clock.gained;
  return t + clock.gained + Math.floor(((t - clock.since) * clock.ppm) / 1_000_000);
}

export function wallAt(clock: NodeClock, t: Micros): Micros {
  return monotonicAt(clock, t) + clock.offset + clock.stepped;
}

/** The clock from true time `t` on, with a new rate and offset. */
export function adjustClock(clock: NodeClock, t: Micros, ppm: number, offset: Micros): NodeClock {
  if (ppm === clock.ppm) return offset === clock.offset ? clock : { ...clock, offset };
  return { ...clock, since: t, gained: monotonicAt(clock, t) - t, ppm, offset };
}

/** The first true time, not before `now`, at which the monotonic clock shows `reading` or more; Infinity if it stands still short of it. */
export function whenMonotonic(clock: NodeClock, reading: Micros, now: Micros): Micros {
  if (clock.ppm === 0) return Math.max(now, reading - clock.gained);
  if (monotonicAt(clock, now) >= reading) return now;
  const rate = 1_000_000 + clock.ppm;
  if (rate <= 0) return Number.POSITIVE_INFINITY;
  const still = reading - clock.since - clock.gained;
  let t = clock.since + Math.ceil((still * 1_000_000) / rate);
  // Later than any run: to the microsecond is not needed, and beyond what doubles can tell apart.
  if (still > EXACT || t - clock.since > EXACT) return t;
  // The division rounds; the definition does not.
  while (monotonicAt(clock, t) < reading) t++;
  while (t > now && monotonicAt(clock, t - 1) >= reading) t--;
  return Math.max(now, t);
}
