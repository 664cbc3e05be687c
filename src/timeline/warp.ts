/**
 * Idle time takes less room: a monotone map from times to places along the axis, straight except where nothing happens for long.
 * Whatever is placed in time goes through it by way of the scale, so cursor, drags, labels, rulers and minimap agree.
 */
import type { Input } from '../engine/runspec.ts';
import { endOf } from './edit.ts';
import { firstStepFrom, type TraceIndex, timeOf } from './index.ts';

/** A stretch in which nothing happens, drawn shorter than it is. Times and places in µs. */
export interface Gap {
  readonly t0: number;
  readonly t1: number;
  readonly v0: number;
  readonly v1: number;
}

export interface Warp {
  /** Place of the end of the run: the length of the axis, µs of time where it is straight. */
  readonly whole: number;
  /** Place of a time. */
  place(time: number): number;
  /** Time of a place. */
  time(place: number): number;
  readonly gaps: readonly Gap[];
}

/** Nothing is shortened. */
export function straight(until: number): Warp {
  return { whole: Math.max(1, until), place: (time) => time, time: (place) => place, gaps: [] };
}

/** Shorter stretches than this share of the run are never shortened. */
const SHORTEST = 0.03;
/** A stretch this long is shortened by itself; shorter ones when together they are at least the other share. */
const LONG = 0.12;
const MANY = 0.4;
/** Of the axis a shortened stretch takes so much, and all of them together no more than the other share. */
const TAKES = 0.06;
const TAKE_AT_MOST = 0.4;
/** What happens within so little time counts as this much, µs: the breaks keep a width. */
const LEAST_BUSY = 1000;
/** A stretch shorter than so many journeys of a message is a wait that belongs to the story. */
const JOURNEYS = 4;

/** Stretches in which no step is taken and no input begins or ends, at least `least` µs long. Costs no pass over the run. */
export function idleStretches(
  index: TraceIndex,
  inputs: readonly Input[],
  until: number,
  least: number,
): readonly (readonly [number, number])[] {
  const edges = Float64Array.from(
    inputs.flatMap((input) => [input.at, endOf(input, until)]).filter((t) => t > 0 && t < until),
  ).sort();
  /** How many of the edges have been passed: all up to `from`. */
  let passed = 0;
  const found: (readonly [number, number])[] = [];
  // Every stretch that is long enough covers a whole bin.
  const bin = least / 2;
  let from = 0;
  while (from + least <= until) {
    const first = firstStepFrom(index, from + 1);
    const next = first < index.heads.length ? timeOf(index, first) : until;
    while (passed < edges.length && (edges[passed] as number) <= from) passed++;
    const to = Math.min(next, edges[passed] ?? until, until);
    if (to - from >= least) {
      found.push([from, to]);
      from = to;
      continue;
    }
    // Leap to the last thing that happens within a bin: nothing long enough can begin before.
    const stop = Math.max(from + bin, to);
    const step = firstStepFrom(index, stop + 1) - 1;
    const last = step >= 0 ? timeOf(index, step) : 0;
    while (passed < edges.length && (edges[passed] as number) <= stop) passed++;
    from = Math.max(to, last, edges[passed - 1] ?? 0);
  }
  return found;
}

/** The map of a run; straight if it has no idle time worth the break in its axis. */
export function warpOf(index: TraceIndex, inputs: readonly Input[], until: number): Warp {
  return warpOfAll([{ index, inputs, until }], until);
}

/** A run on an axis: `until` is its own end, µs. */
export interface OnAxis {
  readonly index: TraceIndex;
  readonly inputs: readonly Input[];
  readonly until: number;
}

/** The map for runs that share an axis: only what is idle in all of them is shortened. */
export function warpOfAll(runs: readonly OnAxis[], until: number): Warp {
  const latency = Math.max(...runs.map(({ index }) => index.latency));
  const least = Math.max(until * SHORTEST, latency * JOURNEYS, 1);
  const idle = runs
    .map((run) => idleOf(run, until, least))
    .reduce((all, more) => inBoth(all, more).filter(([t0, t1]) => t1 - t0 >= least));
  const length = (list: typeof idle) => list.reduce((sum, [t0, t1]) => sum + t1 - t0, 0);
  const long = length(idle) >= until * MANY ? idle : idle.filter(([t0, t1]) => t1 - t0 >= until * LONG);
  const share = Math.min(TAKES, TAKE_AT_MOST / Math.max(1, long.length));
  // A run in which nothing happens at all has no parts to tell apart, and is as long as it is.
  if (length(long) >= until) return straight(until);
  const busy = Math.max(until - length(long), Math.min(until / 50, LEAST_BUSY));
  const takes = (share * busy) / (1 - share * long.length);
  const shortened = long.filter(([t0, t1]) => t1 - t0 > 1.5 * takes);
  return shortened.length === 0 ? straight(until) : bent(shortened, takes, until);
}

type Stretch = readonly [number, number];

/** Where a run is idle on an axis that may go on after its end. */
function idleOf({ index, inputs, until }: OnAxis, whole: number, least: number): readonly Stretch[] {
  const { stopped, end } = index.trace;
  // What a run that was stopped never came to is not idle: nobody knows what would have happened there.
  if (stopped !== null) return idleStretches(index, inputs, Math.min(until, end), least);
  const idle = idleStretches(index, inputs, until, least);
  if (until >= whole) return idle;
  const last = idle.at(-1);
  return last?.[1] === until ? [...idle.slice(0, -1), [last[0], whole]] : [...idle, [until, whole]];
}

/** Both lists in order; so is what they have in common. */
function inBoth(a: readonly Stretch[], b: readonly Stretch[]): readonly Stretch[] {
  const both: Stretch[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const [p, q] = [a[i], b[j]];
    if (p === undefined || q === undefined) return both;
    const from = Math.max(p[0], q[0]);
    const to = Math.min(p[1], q[1]);
    if (from < to) both.push([from, to]);
    if (p[1] < q[1]) i++;
    else j++;
  }
}

function bent(idle: readonly (readonly [number, number])[], takes: number, until: number): Warp {
  const gaps: Gap[] = [];
  /** By how much what comes after the gaps so far has moved to the left. */
  let saved = 0;
  for (const [t0, t1] of idle) {
    gaps.push({ t0, t1, v0: t0 - saved, v1: t0 - saved + takes });
    saved += t1 - t0 - takes;
  }
  const last = (holds: (gap: Gap) => boolean): Gap | undefined => {
    let low = 0;
    let high = gaps.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (holds(gaps[middle] as Gap)) low = middle + 1;
      else high = middle;
    }
    return gaps[low - 1];
  };
  return {
    gaps,
    whole: until - saved,
    place(time) {
      const gap = last(({ t0 }) => t0 <= time);
      if (!gap) return time;
      // Rounded, what lies in a gap could come to lie a hair behind its end.
      if (time >= gap.t1) return gap.v1 + (time - gap.t1);
      return Math.min(gap.v1, gap.v0 + ((time - gap.t0) / (gap.t1 - gap.t0)) * (gap.v1 - gap.v0));
    },
    time(place) {
      const gap = last(({ v0 }) => v0 <= place);
      if (!gap) return place;
      if (place >= gap.v1) return gap.t1 + (place - gap.v1);
      return Math.min(gap.t1, gap.t0 + ((place - gap.v0) / (gap.v1 - gap.v0)) * (gap.t1 - gap.t0));
    },
  };
}
