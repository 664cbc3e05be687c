import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { K } from '../../engine/trace.ts';
import { raftRun } from '../run.test-data.ts';
import { advance, type Busy, busyStretches, MAX_IDLE_MS } from './pace.ts';

const busy = (...spans: [number, number][]): Busy => ({
  from: Float64Array.from(spans, (s) => s[0]),
  to: Float64Array.from(spans, (s) => s[1]),
});

/** Plays in frames of 16 ms and says how much real time passes until `until`. */
function playTo(until: number, from: number, slowdown: number, stretches: Busy, end: number): number {
  let time = from;
  let real = 0;
  while (time < until && real < 600_000) {
    time = advance(time, 16, slowdown, stretches, end).time;
    real += 16;
  }
  return real;
}

describe('advance', () => {
  test('is true to the chosen speed while something is in flight', () => {
    expect(advance(0, 100, 20, busy([0, 50_000]), 100_000)).toEqual({ time: 5_000, compressed: false });
    expect(advance(1_000, 10, 1, busy([0, 50_000]), 100_000).time).toBe(11_000);
  });

  test('plays a short gap at the same speed', () => {
    const { time, compressed } = advance(10_000, 100, 20, busy([0, 10_000], [20_000, 30_000]), 100_000);
    expect(time).toBeCloseTo(15_000);
    expect(compressed).toBe(false);
  });

  test('plays a long gap in a moment, and says so', () => {
    const stretches = busy([0, 10_000], [2_000_000, 2_100_000]);
    expect(advance(10_000, 16, 100, stretches, 3_000_000).compressed).toBe(true);
    const real = playTo(2_000_000, 10_000, 100, stretches, 3_000_000);
    expect(real).toBeGreaterThan(MAX_IDLE_MS - 32);
    expect(real).toBeLessThan(1_000);
  });

  test('stops at the end, and is there within a moment of the last event', () => {
    expect(playTo(1_000_000, 100_000, 500, busy([0, 100_000]), 1_000_000)).toBeLessThan(1_000);
    expect(advance(999_999, 100, 1, busy(), 1_000_000).time).toBe(1_000_000);
  });

  test('goes on, never back, whatever the stretches', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 5_000 }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), fc.constantFrom(1, 5, 20, 500), (gaps, slowdown) => {
        let at = 0;
        const spans = gaps.map(([gap, length]): [number, number] => {
          const from = at + gap + 1;
          at = from + length;
          return [from, at];
        });
        let time = 0;
        for (let frame = 0; frame < 50; frame++) {
          const next = advance(time, 16, slowdown, busy(...spans), at + 1_000).time;
          expect(next).toBeGreaterThan(time === at + 1_000 ? time - 1 : time);
          time = next;
        }
      }),
    );
  });
});

describe('a real run', () => {
  const { run } = raftRun();

  test.each([1, 20, 500])(
    'shows something within a second at 1/%i speed, from wherever one presses play',
    (slowdown) => {
      const stretches = busyStretches(run, false);
      for (let from = 0; from < run.trace.end; from += 37_000) {
        const i = stretches.from.findIndex((start) => start > from);
        const inside = stretches.from.some((start, k) => start <= from && (stretches.to[k] ?? 0) > from);
        if (inside || i < 0) continue;
        const next = stretches.from[i] ?? 0;
        expect(playTo(next, from, slowdown, stretches, run.trace.end), `from ${from} µs`).toBeLessThan(1_000);
      }
    },
  );

  test('is busy exactly while something is under way or happens, as a scan of all rows finds it', () => {
    const { kind, time, cause } = run.trace.columns;
    for (const stepsOnly of [false, true]) {
      const spans: [number, number][] = [];
      for (let row = 0; row < run.trace.rows; row++) {
        const t = time[row] as number;
        const head = run.heads[run.trace.columns.step[row] as number] === row && kind[row] !== K.lost;
        if (head) spans.push([t, t]);
        const sent = cause[row] as number;
        if (!stepsOnly && (kind[row] === K.deliver || kind[row] === K.lost))
          spans.push([time[sent] as number, t]);
      }
      spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      const merged: [number, number][] = [];
      for (const [from, to] of spans) {
        const last = merged.at(-1);
        if (last && from <= last[1]) last[1] = Math.max(last[1], to);
        else merged.push([from, to]);
      }
      const { from, to } = busyStretches(run, stepsOnly);
      expect([...from].map((start, i) => [start, to[i]])).toEqual(merged);
    }
  });

  test('counts travel only where travel is shown', () => {
    const all = busyStretches(run, false);
    const steps = busyStretches(run, true);
    expect(steps.from.every((from, i) => from === steps.to[i])).toBe(true);
    expect(all.from.some((from, i) => (all.to[i] ?? 0) > from)).toBe(true);
  });
});
