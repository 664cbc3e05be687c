/** Time ↔ x. Everything on the timeline goes through one TimeScale: straight, but for idle stretches that are drawn shorter. */
import { straight, type Warp } from './warp.ts';

/** The part of the axis in view, as fractions of its whole width: [0, 1] shows everything. Survives a change of width. */
export interface Window {
  readonly u0: number;
  readonly u1: number;
}
export const WHOLE: Window = { u0: 0, u1: 1 };

export interface Tick {
  readonly t: number;
  readonly x: number;
  readonly label: string;
}

export interface AxisGap {
  readonly t0: number;
  readonly t1: number;
  readonly x0: number;
  readonly x1: number;
}

export interface TimeScale {
  /** Pixels; not clipped. */
  x(time: number): number;
  /** µs. */
  t(x: number): number;
  /** Edges of the plot, px, and the times there, µs. */
  readonly x0: number;
  readonly x1: number;
  readonly t0: number;
  readonly t1: number;
  /** Length of the run, µs. */
  readonly until: number;
  /** Length of the axis, µs: less than `until` where idle stretches are drawn shorter. */
  readonly whole: number;
  /** µs under one pixel, where the axis is straight. */
  readonly perPixel: number;
  /** µs under one pixel at a time. */
  perPixelAt(time: number): number;
  /** Idle stretches drawn shorter than they are, px and µs, wherever they lie. */
  readonly gaps: readonly AxisGap[];
  ticks(): readonly Tick[];
}

/** At the closest zoom a pixel is this long, µs. */
const CLOSEST = 5;

export function makeScale(
  until: number,
  x0: number,
  x1: number,
  window: Window = WHOLE,
  warp: Warp = straight(until),
): TimeScale {
  const right = Math.max(x0 + 1, x1);
  const { whole } = warp;
  const shown = Math.max(1e-9, window.u1 - window.u0);
  const v0 = window.u0 * whole;
  const v1 = (window.u0 + shown) * whole;
  const perPixel = (v1 - v0) / (right - x0);
  const at = (time: number) => between(x0, right, (warp.place(time) - v0) / (v1 - v0));
  const [t0, t1] = [warp.time(v0), warp.time(v1)];
  const gaps = warp.gaps.map((gap) => ({ t0: gap.t0, t1: gap.t1, x0: at(gap.t0), x1: at(gap.t1) }));
  return {
    x: at,
    t: (x) => warp.time(between(v0, v1, (x - x0) / (right - x0))),
    x0,
    x1: right,
    t0,
    t1,
    until,
    whole,
    perPixel,
    perPixelAt(time) {
      const gap = warp.gaps.find((g) => time > g.t0 && time < g.t1);
      return gap ? (perPixel * (gap.t1 - gap.t0)) / (gap.v1 - gap.v0) : perPixel;
    },
    gaps,
    ticks: () => ticksOf(at, t0, t1, perPixel, until, gaps),
  };
}

/** Weighted, not added up: at both ends it is exact. */
function between(a: number, b: number, share: number): number {
  return a * (1 - share) + b * share;
}

/** px between two numbers of the axis, at least; where a gap lies between them, less will do. */
const ROOM = 62;
const ROOM_AT_GAP = 40;

/** Steps of 1, 2 or 5 that leave room for their numbers; none inside a gap. */
function ticksOf(
  scale: (t: number) => number,
  t0: number,
  t1: number,
  perPixel: number,
  until: number,
  gaps: readonly AxisGap[],
): Tick[] {
  const step = niceStep(perPixel * ROOM);
  const seconds = step >= 1_000_000;
  const unit = seconds ? 1_000_000 : 1000;
  const digits = Math.max(0, -floorLog10(step / unit));
  const ticks: Tick[] = [];
  const last = Math.min(t1, until);
  for (let i = Math.ceil(t0 / step - 1e-9); i * step <= last + step * 1e-6; i++) {
    const t = i * step;
    const gap = gaps.find((g) => t > g.t0 && t < g.t1);
    if (gap) {
      // The gap may be long enough for millions of steps.
      i = Math.max(i, Math.ceil(gap.t1 / step) - 1);
      continue;
    }
    const x = scale(t);
    if (x - (ticks.at(-1)?.x ?? Number.NEGATIVE_INFINITY) < ROOM_AT_GAP) continue;
    ticks.push({ t, x, label: (t / unit).toFixed(digits) });
  }
  const end = ticks.pop();
  if (end) ticks.push({ ...end, label: `${end.label} ${seconds ? 's' : 'ms'}` });
  return ticks;
}

/** The smallest 1, 2 or 5 times a power of ten that is at least `size` (µs, never under 1). */
export function niceStep(size: number): number {
  let power = 1;
  while (power * 10 <= size) power *= 10;
  for (const factor of [1, 2, 5]) if (power * factor >= size) return power * factor;
  return power * 10;
}

function floorLog10(value: number): number {
  let exponent = 0;
  for (let v = value; v >= 10 - 1e-9; v /= 10) exponent++;
  for (let v = value; v < 1 - 1e-9; v *= 10) exponent--;
  return exponent;
}

/** Keeps a window inside the run and no closer than a pixel of CLOSEST µs. @param whole length of the axis, µs */
export function clampWindow(window: Window, whole: number, width: number): Window {
  const least = Math.min(1, (CLOSEST * Math.max(1, width)) / Math.max(1, whole));
  const size = Math.min(1, Math.max(least, window.u1 - window.u0));
  const middle = (window.u0 + window.u1) / 2;
  const u0 = Math.min(1 - size, Math.max(0, window.u1 - window.u0 === size ? window.u0 : middle - size / 2));
  return { u0, u1: u0 + size };
}

/** Zooms by `factor` (> 1 closer) and keeps what is under `x` where it is. */
export function zoomAt(window: Window, scale: TimeScale, factor: number, x: number): Window {
  const share = (Math.min(scale.x1, Math.max(scale.x0, x)) - scale.x0) / (scale.x1 - scale.x0);
  const size = window.u1 - window.u0;
  const least = Math.min(1, (CLOSEST * (scale.x1 - scale.x0)) / scale.whole);
  const next = Math.min(1, Math.max(least, size / factor));
  const u0 = window.u0 + share * (size - next);
  return clampWindow({ u0, u1: u0 + next }, scale.whole, scale.x1 - scale.x0);
}

/** Moves the picture by `dx` pixels to the right. */
export function panBy(window: Window, scale: TimeScale, dx: number): Window {
  const size = window.u1 - window.u0;
  const u0 = Math.min(1 - size, Math.max(0, window.u0 - (dx / (scale.x1 - scale.x0)) * size));
  return { u0, u1: u0 + size };
}

/** Brings a time into view if it is not, a fifth of the way in; else the same window. */
export function reveal(window: Window, scale: TimeScale, time: number): Window {
  const x = scale.x(time);
  if (x >= scale.x0 - 0.5 && x <= scale.x1 + 0.5) return window;
  return panBy(window, scale, scale.x0 + (scale.x1 - scale.x0) * (x < scale.x0 ? 0.8 : 0.2) - x);
}

/** How exactly a hand can aim, µs: the longest step of 1, 2 or 5 times a power of ten within two pixels, at least 1 µs. */
export function aim(perPixel: number): number {
  let step = 1;
  for (let power = 1; power <= perPixel * 2; power *= 10) {
    for (const factor of [1, 2, 5]) if (power * factor <= perPixel * 2) step = power * factor;
  }
  return step;
}

/** A time a hand means: as round as it can aim, µs. */
export function snap(time: number, perPixel: number): number {
  const step = aim(perPixel);
  return Math.round(time / step) * step;
}
