import { describe, expect, it } from 'vitest';
import { clampWindow, makeScale, niceStep, panBy, reveal, snap, WHOLE, zoomAt } from './scale.ts';

const UNTIL = 900_000;
const whole = makeScale(UNTIL, 50, 950);

describe('time and x', () => {
  it('fit the whole run into the plot and undo each other', () => {
    expect(whole.x(0)).toBe(50);
    expect(whole.x(UNTIL)).toBe(950);
    const near = makeScale(UNTIL, 50, 950, { u0: 0.5, u1: 0.6 });
    expect(near.t0).toBeCloseTo(450_000);
    expect(near.t1).toBeCloseTo(540_000);
    expect(near.t(near.x(471_234))).toBeCloseTo(471_234);
  });

  it('zoom keeps what is under the pointer where it is', () => {
    const x = 410;
    const before = whole.t(x);
    const window = zoomAt(WHOLE, whole, 3, x);
    expect(makeScale(UNTIL, 50, 950, window).t(x)).toBeCloseTo(before, 3);
    expect(window.u1 - window.u0).toBeCloseTo(1 / 3);
  });

  it('never leaves the run nor comes closer than it can show', () => {
    expect(zoomAt(WHOLE, whole, 0.2, 300)).toEqual(WHOLE);
    expect(panBy({ u0: 0.1, u1: 0.3 }, whole, 5000).u0).toBe(0);
    expect(panBy({ u0: 0.1, u1: 0.3 }, whole, -5000).u1).toBeCloseTo(1);
    const closest = zoomAt(WHOLE, whole, 1e12, 300);
    expect(makeScale(UNTIL, 50, 950, closest).perPixel).toBeCloseTo(5, 6);
    expect(clampWindow({ u0: -0.2, u1: 0.3 }, UNTIL, 900).u0).toBe(0);
  });

  it('brings a time into view, and leaves a window alone that shows it', () => {
    const window = { u0: 0, u1: 0.1 };
    const scale = makeScale(UNTIL, 50, 950, window);
    expect(reveal(window, scale, 45_000)).toBe(window);
    const next = makeScale(UNTIL, 50, 950, reveal(window, scale, 500_000));
    expect(next.t0).toBeLessThan(500_000);
    expect(next.t1).toBeGreaterThan(500_000);
  });
});

describe('ticks', () => {
  it('are round, spaced and carry the unit once', () => {
    const labels = whole.ticks().map((tick) => tick.label);
    expect(labels).toEqual(['0', '100', '200', '300', '400', '500', '600', '700', '800', '900 ms']);
  });

  it('show fractions when close, seconds when far', () => {
    const near = makeScale(UNTIL, 50, 950, { u0: 0.5, u1: 0.501 }).ticks();
    expect(near[0]?.label).toBe('450.0');
    const far = makeScale(60_000_000, 50, 950).ticks();
    expect(far[far.length - 1]?.label).toBe('60 s');
  });

  it('steps are 1, 2 or 5 times a power of ten', () => {
    expect([1, 3, 62_000, 100_000, 230_000].map(niceStep)).toEqual([1, 5, 100_000, 100_000, 500_000]);
  });
});

it('snaps a hand to what a pixel can mean', () => {
  expect(snap(180_432.4, 1000)).toBe(180_000);
  expect(snap(180_432.4, 643)).toBe(180_000);
  expect(snap(180_432.4, 40)).toBe(180_450);
  expect(snap(180_432.4, 14)).toBe(180_440);
  // A second under a few pixels is aimed at in tenths of it.
  expect(snap(12_345_678, 50_000)).toBe(12_300_000);
  expect(snap(180_432.4, 1)).toBe(180_432);
});
