import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fadeFor, placeDensity } from './density.ts';
import { Draft, modelOf, NODES, viewOf } from './fixture.test-data.ts';
import { flightsIn, pickMessages } from './lod.ts';
import { buildScene } from './scene.ts';

type Sent = readonly [from: number, to: number, t0: number, delay: number, luck: number, kind: number];

/** Random messages among four nodes over 100 ms, some delivered, some lost, some in flight. */
const traces = fc
  .array(
    fc.tuple(
      fc.nat(3),
      fc.nat(3),
      fc.nat(90_000),
      fc.integer({ min: 100, max: 60_000 }),
      fc.nat(9),
      fc.nat(2),
    ),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map(traceOf);

function traceOf(list: readonly Sent[]) {
  const happenings: { time: number; run: (d: Draft) => void }[] = [];
  for (const [from, to, t0, delay, luck, kind] of list) {
    let send = -1;
    happenings.push({
      time: t0,
      run: (d) => {
        send = d.send(t0, from, to, 1, kind);
      },
    });
    if (t0 + delay > 100_000) continue;
    happenings.push({
      time: t0 + delay,
      run: (d) => (luck === 0 ? d.lose(t0 + delay, send, -1) : d.deliver(t0 + delay, send)),
    });
  }
  happenings.sort((a, b) => a.time - b.time);
  const d = new Draft();
  for (const { run } of happenings) run(d);
  return d.trace(NODES, 100_000);
}

describe('culling', () => {
  it('by halving finds the messages a scan finds', () => {
    fc.assert(
      fc.property(traces, fc.nat(99_000), fc.nat(40_000), (trace, t0, length) => {
        const { flights } = modelOf(trace).index;
        const t1 = t0 + length;
        const naive: number[] = [];
        for (let i = 0; i < flights.count; i++) {
          if ((flights.t0[i] as number) <= t1 && (flights.shown[i] as number) >= t0) naive.push(i);
        }
        expect([...flightsIn(flights, NODES.length, t0, t1)]).toEqual(naive);
        // Of some kinds only: an odd one is left out, wherever its flights began.
        const odd = (kind: number) => kind % 2 === 0;
        const some = naive.filter((i) => odd(flights.kind[i] as number));
        expect([...flightsIn(flights, NODES.length, t0, t1, odd)]).toEqual(some);
      }),
    );
  });
});

describe('thinning', () => {
  it('keeps the budget, loses no message from the count and no link from the picture', () => {
    fc.assert(
      fc.property(traces, fc.integer({ min: 17, max: 30 }), (trace, budget) => {
        const { flights } = modelOf(trace).index;
        const column = (time: number) => time / 100;
        const picked = pickMessages(
          flights,
          flightsIn(flights, NODES.length, 0, 100_000),
          NODES.length,
          1000,
          budget,
          column,
          (i) => flights.fate[i] as number,
        );
        expect([...picked.counts].reduce((a, b) => a + b, 0)).toBe(flights.count);
        const link = (i: number) => `${flights.from[i]}>${flights.to[i]}`;
        const all = new Set(Array.from({ length: flights.count }, (_, i) => link(i)));
        expect(new Set([...picked.flights].map(link))).toEqual(all);
        if (flights.count > budget)
          expect(picked.flights.length).toBeLessThanOrEqual(Math.max(budget, 16 * 8));
      }),
    );
  });

  it('lets the most telling stand for the rest', () => {
    const d = new Draft();
    const sends = Array.from({ length: 40 }, (_, i) => d.send(i, 0, 1));
    sends.forEach((send, i) => {
      if (i === 17) d.lose(5000, send, -1);
      else d.deliver(5000, send);
    });
    const scene = buildScene(modelOf(d.trace(NODES, 100_000)), viewOf(), 8);
    expect(scene.messages).toHaveLength(1);
    expect(scene.messages[0]).toMatchObject({ count: 40, fate: 'lost' });
  });
});

describe('density', () => {
  it('counts what a scan counts, column by column and lane by lane', () => {
    fc.assert(
      fc.property(traces, fc.nat(60_000), fc.integer({ min: 10_000, max: 40_000 }), (trace, from, length) => {
        const model = modelOf(trace);
        const view = viewOf({ u0: from / 100_000, u1: (from + length) / 100_000 });
        const { flights } = model.index;
        const { scale } = view;
        const fades = [0, 1, 0];
        const columns = Math.ceil((scale.x1 - scale.x0) / 3);
        // A column begins at a time: of what is sent there to the last bit, the way back to pixels may say a little less.
        const begins = Array.from({ length: columns }, (_, c) =>
          c === 0 ? scale.t0 : scale.t(scale.x0 + c * 3),
        );
        const naive = new Map<string, number>();
        for (let i = 0; i < flights.count; i++) {
          const t = flights.t0[i] as number;
          if (t < scale.t0 || t >= scale.t1 + 1 || fades[flights.kind[i] as number] !== 0) continue;
          const column = begins.findLastIndex((begin) => begin <= t);
          expect(Math.abs(scale.x(t) - scale.x0 - column * 3 - 1.5)).toBeLessThan(1.5 + 1e-6);
          const key = `${flights.from[i]} ${scale.x0 + column * 3}`;
          naive.set(key, (naive.get(key) ?? 0) + 1);
        }
        const placed = placeDensity(model, view, fades);
        expect(new Map(placed.map(({ node, x, count }) => [`${node} ${x}`, count]))).toEqual(naive);
      }),
      { examples: [[traceOf([[0, 0, 2020, 100, 1, 0]]), 10, 10_000]] },
    );
  });
});

it('draws 100,000 rows with few lines, and a close-up of them in full', () => {
  const d = new Draft();
  for (let i = 0; i < 34_000; i++) {
    const time = i * 100;
    const send = d.send(time, i % 4, (i + 1) % 4);
    d.deliver(time + 50, send);
  }
  const model = modelOf(d.trace(NODES, 3_400_000), [], 3_400_000);
  expect(model.index.trace.rows).toBeGreaterThan(100_000);
  const far = buildScene(model, viewOf(undefined, 3_400_000));
  expect(far.messages.length).toBeLessThanOrEqual(4000);
  // Far too many for lines: all of them are in the density of their lanes.
  expect(far.messages).toEqual([]);
  expect(far.density.reduce((sum, column) => sum + column.count, 0)).toBe(34_000);
  const near = buildScene(model, viewOf({ u0: 0.5, u1: 0.501 }, 3_400_000));
  expect(near.messages.length).toBeGreaterThan(30);
  expect(near.messages.every((line) => line.count === 1)).toBe(true);
});

describe('kinds of message recede as they crowd', () => {
  it('idle ones first, then replies, then the rest; rare ones never', () => {
    const styles = ['faint', 'reply', 'plain'] as const;
    for (const style of styles) {
      expect(fadeFor(style, 0.1)).toBe(1);
      expect(fadeFor(style, 5)).toBe(0);
      for (let d = 0; d < 3; d += 0.1) expect(fadeFor(style, d + 0.1)).toBeLessThanOrEqual(fadeFor(style, d));
    }
    for (let d = 0; d < 3; d += 0.1) {
      expect(fadeFor('faint', d)).toBeLessThanOrEqual(fadeFor('reply', d));
      expect(fadeFor('reply', d)).toBeLessThanOrEqual(fadeFor('plain', d));
    }
  });

  /** 20 s of heartbeats from S1, and one election by S2 in their midst. */
  const d = new Draft();
  for (let t = 0; t < 20_000_000; t += 10_000) {
    const beat = d.send(t, 0, 2, 1, 2);
    if (t === 10_000_000) d.send(t, 1, 3, 2, 0);
    d.deliver(t + 5000, beat);
  }
  const model = modelOf(d.trace(NODES, 20_000_000), [], 20_000_000);

  it('so that an election is seen among thousands of heartbeats, with its letter', () => {
    const scene = buildScene(model, viewOf(undefined, 20_000_000));
    expect(scene.messages.map((line) => [line.style, line.fade])).toEqual([['plain', 1]]);
    expect(scene.labels.map((label) => label.text)).toContain('V');
    expect(scene.density.every((column) => column.node === 0)).toBe(true);
    expect(scene.density.reduce((sum, column) => sum + column.count, 0)).toBe(2000);
  });

  it('and closer up the lines come back', () => {
    const scene = buildScene(model, viewOf({ u0: 0.49, u1: 0.51 }, 20_000_000));
    expect(scene.messages.length).toBeGreaterThan(35);
    expect(scene.messages.every((line) => line.fade === 1)).toBe(true);
    expect(scene.density).toEqual([]);
  });
});
