import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Draft, modelOf, NODES } from './fixture.test-data.ts';
import { makeScale, panBy, zoomAt } from './scale.ts';
import { idleStretches, straight, warpOf, warpOfAll } from './warp.ts';

const UNTIL = 10_000_000;

/** Timers at these times, and nothing else. */
function runOf(times: readonly number[], inputs: Parameters<typeof modelOf>[1] = []) {
  const d = new Draft();
  for (const time of [...times].sort((a, b) => a - b)) d.add({ time, kind: 'timer', node: 0 });
  return modelOf(d.trace(NODES, UNTIL), inputs, UNTIL);
}

const some = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: UNTIL }),
    fc.integer({ min: 0, max: 300_000 }),
    fc.integer({ min: 7_000_000, max: 7_400_000 }),
  ),
  { maxLength: 60 },
);

describe('idle stretches', () => {
  it('are exactly those a look at every step finds', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 4_000_000 }), (times, least) => {
        const model = runOf(times, [{ at: 2_000_000, node: 'C1', command: { type: 'write' } }]);
        const all = [...new Set([0, ...times, 2_000_000, UNTIL])].sort((a, b) => a - b);
        const wanted = all.flatMap((t, i) => {
          const next = all[i + 1];
          return next !== undefined && next - t >= least ? [[t, next]] : [];
        });
        const { inputs } = model.resolved.spec;
        expect(idleStretches(model.index, inputs, UNTIL, least)).toEqual(wanted);
      }),
    );
  });

  it('are not shortened where the run is busy throughout', () => {
    const times = Array.from({ length: 400 }, (_, i) => i * 25_000);
    expect(warpOf(runOf(times).index, [], UNTIL).gaps).toEqual([]);
  });

  it('do not include what a run that was stopped never came to', () => {
    const d = new Draft();
    for (let t = 0; t <= 1_000_000; t += 20_000) d.add({ time: t, kind: 'timer', node: 0 });
    const stopped = { bound: 'rows', why: 'Too long.' } as const;
    const { index } = modelOf(d.trace(NODES, 1_000_000, { stopped }), [], UNTIL);
    expect(warpOf(index, [], UNTIL).gaps).toEqual([]);
  });

  it('are not shortened where there is nothing else', () => {
    for (const times of [[], [0], [4_000_000], [0, 4_000_000]]) {
      expect(warpOf(runOf(times).index, [], UNTIL).gaps).toEqual([]);
    }
  });

  it('leave most of the axis to what happens, however much of the run is idle', () => {
    const places = [[0], [0, 5_000_000], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => i * 1_000_000)];
    for (const [bursts, apart] of places.flatMap((list) => [[list, 2000] as const, [list, 50] as const])) {
      const times = bursts.flatMap((t) => Array.from({ length: 40 }, (_, i) => t + i * apart));
      const { index } = runOf(times);
      const warp = warpOf(index, [], UNTIL);
      expect(warp.gaps.length).toBe(bursts.length);
      const shown = warp.gaps.reduce((sum, gap) => sum + gap.v1 - gap.v0, 0);
      expect(shown / warp.whole).toBeLessThanOrEqual(0.41);
    }
  });
});

describe('the map of two runs on one axis', () => {
  const on = (times: readonly number[], until = UNTIL) => {
    const d = new Draft();
    for (const time of times) d.add({ time, kind: 'timer', node: 0 });
    return { index: modelOf(d.trace(NODES, until), [], until).index, inputs: [], until };
  };
  const burst = (t: number) => Array.from({ length: 40 }, (_, i) => t + i * 2000);

  it('shortens what is idle in both, and nothing else', () => {
    const a = on([...burst(0), ...burst(3_000_000), ...burst(9_000_000)]);
    const b = on([...burst(0), ...burst(5_000_000), ...burst(9_000_000)]);
    const spans = warpOfAll([a, b], UNTIL).gaps.map(({ t0, t1 }) => [t0, t1]);
    expect(spans).toEqual([
      [78_000, 3_000_000],
      [3_078_000, 5_000_000],
      [5_078_000, 9_000_000],
      [9_078_000, UNTIL],
    ]);
    expect(warpOfAll([b, a], UNTIL).gaps.map(({ t0, t1 }) => [t0, t1])).toEqual(spans);
    expect(warpOfAll([a, a], UNTIL).gaps).toEqual(warpOf(a.index, [], UNTIL).gaps);
  });

  it('after the end of the shorter one asks the longer one alone', () => {
    const short = on(burst(0), 2_000_000);
    const long = on([...burst(0), ...burst(9_000_000)]);
    expect(warpOfAll([short, long], UNTIL).gaps.map(({ t0, t1 }) => [t0, t1])).toEqual([
      [78_000, 9_000_000],
      [9_078_000, UNTIL],
    ]);
  });
});

describe('the map', () => {
  it('is monotone, exact at both ends, and undone by its inverse', () => {
    fc.assert(
      fc.property(some, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (times, shares) => {
        const warp = warpOf(runOf(times).index, [], UNTIL);
        expect(warp.place(0)).toBe(0);
        expect(warp.place(UNTIL)).toBeCloseTo(warp.whole, 3);
        const asked = shares.map((share) => share * UNTIL).sort((a, b) => a - b);
        let last = -1;
        for (const t of asked) {
          const place = warp.place(t);
          expect(place).toBeGreaterThanOrEqual(last);
          expect(Math.abs(warp.time(place) - t)).toBeLessThan(0.5);
          last = place;
        }
      }),
      // The second is a hair before the end, and lay a hair behind it.
      { examples: [[[], [1, 0.9999999999999597]]] },
    );
  });

  it('is one to one with time where something happens', () => {
    const times = [0, 100_000, 200_000, 8_000_000, 8_100_000];
    const warp = warpOf(runOf(times).index, [], UNTIL);
    expect(warp.place(200_000) - warp.place(100_000)).toBe(100_000);
    expect(warp.place(8_100_000) - warp.place(8_000_000)).toBeCloseTo(100_000, 5);
  });
});

describe('a scale with gaps', () => {
  const times = Array.from({ length: 50 }, (_, i) => (i < 25 ? i * 4000 : 9_000_000 + i * 4000));
  const warp = warpOf(runOf(times).index, [], UNTIL);
  const scale = makeScale(UNTIL, 50, 750, undefined, warp);

  it('has its numbers outside of them, apart from one another', () => {
    const ticks = scale.ticks();
    expect(ticks.length).toBeGreaterThan(3);
    for (const [i, { t, x }] of ticks.entries()) {
      expect(scale.gaps.some((gap) => t > gap.t0 && t < gap.t1)).toBe(false);
      expect(x - (ticks[i - 1]?.x ?? -100)).toBeGreaterThanOrEqual(40);
    }
  });

  it('zooms at a place and pans by pixels, across gaps too', () => {
    for (const x of [60, (scale.gaps[0]?.x0 ?? 0) + 5, 600]) {
      const zoomed = zoomAt({ u0: 0, u1: 1 }, scale, 3, x);
      const near = makeScale(UNTIL, 50, 750, zoomed, warp);
      expect(near.x(scale.t(x))).toBeCloseTo(x, 3);
      const moved = makeScale(UNTIL, 50, 750, panBy(zoomed, near, -20), warp);
      expect(moved.x(near.t(400))).toBeCloseTo(380, 3);
    }
  });

  it('knows how much time a pixel is, inside and outside', () => {
    const gap = scale.gaps[0] ?? { t0: 0, t1: 0, x0: 0, x1: 1 };
    const within = (gap.t0 + gap.t1) / 2;
    expect(scale.perPixelAt(within)).toBeCloseTo((gap.t1 - gap.t0) / (gap.x1 - gap.x0), 3);
    expect(scale.perPixelAt(10)).toBe(scale.perPixel);
    expect(makeScale(UNTIL, 50, 750, undefined, straight(UNTIL)).perPixel).toBeCloseTo(UNTIL / 700);
  });
});
