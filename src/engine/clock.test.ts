import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adjustClock, monotonicAt, type NodeClock, TRUE_CLOCK, wallAt, whenMonotonic } from './clock.ts';

const ppm = fc.oneof(
  fc.integer({ min: -999_999, max: 1_000_000 }),
  fc.constantFrom(-999_999, -500_000, -1, 0, 1, 333_333, 1_000_000),
);
/** A clock that has been bent a few times, and the true time of the last bend. */
const bent = fc
  .array(fc.tuple(fc.nat(500), ppm, fc.integer({ min: -99, max: 99 })), { maxLength: 5 })
  .map((bends) => {
    let clock: NodeClock = TRUE_CLOCK;
    let t = 0;
    for (const [pause, rate, offset] of bends) {
      t += pause;
      clock = adjustClock(clock, t, rate, offset);
    }
    return { clock, t };
  });

test('whenMonotonic is the first true time at which the clock shows the reading, by looking at every time', () => {
  fc.assert(
    fc.property(bent, fc.nat(300), fc.integer({ min: -50, max: 300 }), ({ clock, t }, later, ahead) => {
      const now = t + later;
      const reading = monotonicAt(clock, now) + ahead;
      const when = whenMonotonic(clock, reading, now);
      const horizon = now + 2000;
      let first = now;
      while (first <= horizon && monotonicAt(clock, first) < reading) first++;
      if (first <= horizon) expect(when).toBe(first);
      else expect(when).toBeGreaterThan(horizon);
    }),
    { numRuns: 3000 },
  );
});

test('and with real times: it shows the reading then, and not a microsecond before', () => {
  const hour = 3_600_000_000;
  fc.assert(
    fc.property(ppm, fc.nat(hour), fc.nat(hour), fc.nat(hour), (rate, since, later, delay) => {
      const clock = adjustClock(TRUE_CLOCK, since, rate, 0);
      const now = Math.min(since + later, hour);
      fc.pre(now >= since);
      const reading = monotonicAt(clock, now) + delay;
      const when = whenMonotonic(clock, reading, now);
      expect(when).toBeGreaterThanOrEqual(now);
      if (when > hour) return;
      expect(monotonicAt(clock, when)).toBeGreaterThanOrEqual(reading);
      if (when > now) expect(monotonicAt(clock, when - 1)).toBeLessThan(reading);
    }),
    { numRuns: 3000 },
  );
});

test('a reading beyond all runs is found at once, however slow the clock', () => {
  for (const rate of [-999_999, -999_000, -1, 1, 1_000_000]) {
    const clock = adjustClock(TRUE_CLOCK, 1000, rate, 0);
    for (const reading of [1e10, 1e13, 2 ** 53, 1e18, 1e300]) {
      expect(whenMonotonic(clock, reading, 1000)).toBeGreaterThan(3_600_000_000);
    }
  }
  expect(whenMonotonic(adjustClock(TRUE_CLOCK, 0, -1_000_000, 0), 10, 0)).toBe(Number.POSITIVE_INFINITY);
});

test('neither clock runs backwards by drift; the monotonic one never steps', () => {
  fc.assert(
    fc.property(bent, ppm, fc.nat(200), ({ clock, t }, rate, later) => {
      const now = t + later;
      const next = adjustClock(clock, now, rate, clock.offset + 50);
      expect(monotonicAt(next, now)).toBe(monotonicAt(clock, now));
      expect(wallAt(next, now)).toBe(wallAt(clock, now) + 50);
      for (let dt = 1; dt < 50; dt++) {
        expect(monotonicAt(next, now + dt)).toBeGreaterThanOrEqual(monotonicAt(next, now + dt - 1));
      }
    }),
  );
});

test('a change that changes nothing leaves the clock as it is', () => {
  const clock = adjustClock(TRUE_CLOCK, 100, 7, 3);
  expect(adjustClock(clock, 500, 7, 3)).toBe(clock);
  expect(adjustClock(clock, 500, 7, 4)).toEqual({ ...clock, offset: 4 });
});
