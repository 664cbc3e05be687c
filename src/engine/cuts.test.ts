import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolve } from '../testkit/simulate.ts';
import { act, play, puppet } from '../testkit/toy-puppet.ts';
import { actionsOf, spansOf } from './actions.ts';
import type { Fault, Flap, Input } from './runspec.ts';
import { Simulation } from './simulation.ts';
import { fault } from './stories.test-data.ts';
import { K } from './trace.ts';

const send = (sent: number, from: string, ...to: string[]) =>
  act(sent, from, ...to.map((t) => ['send', t, `${sent}`] as const));
const heard = (inputs: Input[]) =>
  play(inputs)
    .story.filter((line) => line.includes('→'))
    .map((line) => line.split(' ').slice(1, 4).join(' '));
const everybody = ['P1', 'P2', 'P3'].map((from) =>
  send(20, from, ...['P1', 'P2', 'P3'].filter((to) => to !== from)),
);

describe('a one-way partition', () => {
  test('cuts what goes from an earlier group to a later one, and nothing else', () => {
    const cut: Fault = { type: 'partition', groups: [['P1'], ['P2'], ['P3']], oneWay: true };
    expect(heard([fault(10, cut), ...everybody])).toEqual(['P2 → P1', 'P3 → P1', 'P3 → P2']);
    const turned: Fault = { ...cut, groups: [['P3', 'P2'], ['P1']] };
    expect(heard([fault(10, turned), ...everybody])).toEqual(['P1 → P2', 'P1 → P3', 'P2 → P3', 'P3 → P2']);
  });

  test('eats what is in flight in that direction only', () => {
    const cut: Fault = { type: 'partition', groups: [['P1'], ['P2']], oneWay: true };
    expect(heard([send(5, 'P1', 'P2'), send(5, 'P2', 'P1'), fault(10, cut)])).toEqual(['P2 → P1']);
  });
});

describe('a partial partition', () => {
  const partial: Fault = { type: 'partial', links: [['P1', 'P2']] };

  test('cuts the named links both ways; whoever is linked through others still is', () => {
    expect(heard([fault(10, partial), ...everybody])).toEqual(['P1 → P3', 'P2 → P3', 'P3 → P1', 'P3 → P2']);
    const round = act(20, 'P1', ['send', 'P3', 'round', ['send', 'P2', 'about']]);
    expect(heard([fault(10, partial), round])).toEqual(['P1 → P3', 'P3 → P2']);
  });

  test('eats what is in flight, ends, and composes with a partition: cut while either says so', () => {
    const both = [
      fault(10, { ...partial, until: 100 }),
      fault(50, { type: 'partition', groups: [['P1', 'P3'], ['P2']], until: 150 }),
    ];
    const run = play([
      send(5, 'P1', 'P2'),
      ...both,
      ...[20, 60, 120, 160].map((t) => send(t, 'P1', 'P2', 'P3')),
    ]);
    expect(run.story).toEqual([
      '10 P1 ✕ P2 5 (input 1)',
      '20 P1 ✕ P2 20 (input 1)',
      '30 P1 → P3 20',
      '60 P1 ✕ P2 60 (input 2)',
      '70 P1 → P3 60',
      '120 P1 ✕ P2 120 (input 2)',
      '130 P1 → P3 120',
      '170 P1 → P2 160',
      '170 P1 → P3 160',
    ]);
  });
});

describe('a flapping cut', () => {
  const flap: Flap = { down: 20, up: 30 };
  const cut = (start: number, until?: number, f: Flap = flap): Input =>
    fault(start, { type: 'block', from: 'P1', to: 'P2', flap: f, ...(until === undefined ? {} : { until }) });
  /** Times, from 0 to 300 by 5, at which a message from P1 gets into the link alive. */
  const open = (input: Input, latency = 0) =>
    play([input, ...Array.from({ length: 60 }, (_, i) => send(5 * i, 'P1', 'P2'))], {
      params: { latency: [latency, latency] },
    })
      .story.filter((line) => line.includes('→'))
      .map((line) => Number(line.split(' ').at(-1)));
  const passes = (...spans: (readonly [number, number])[]) =>
    Array.from({ length: 60 }, (_, i) => 5 * i).filter((t) => spans.some(([a, b]) => t >= a && t < b));

  test('is on for down, then off for up, over and over from its start', () => {
    expect(open(cut(100))).toEqual(passes([0, 100], [120, 150], [170, 200], [220, 250], [270, 300]));
  });

  test.each([
    ['in a down phase: it ends there', 160, passes([0, 100], [120, 150], [160, 300])],
    ['in an up phase: it is not on again', 130, passes([0, 100], [120, 300])],
    ['at the end of a down phase', 120, passes([0, 100], [120, 300])],
    ['at the end of an up phase: it does not come on for nothing', 150, passes([0, 100], [120, 300])],
    ['just after it came on', 155, passes([0, 100], [120, 150], [155, 300])],
  ])('that ends %s', (_, until, expected) => {
    expect(open(cut(100, until))).toEqual(expected);
  });

  test('eats what is in flight each time it comes on', () => {
    expect(open(cut(100, 200), 10)).toEqual(passes([0, 90], [120, 140], [170, 300]));
  });

  test('each time it comes on or goes off is a row, and it is in force only while it is on', () => {
    const run = play([cut(100, 200)]);
    const { columns: c } = run.trace;
    const rows = [...c.kind].flatMap((k, row) => (k === K.fault ? [[c.time[row], c.epoch[row]]] : []));
    expect(rows).toEqual([
      [100, 0],
      [120, 1],
      [150, 0],
      [170, 1],
    ]);
    const inForce = Array.from({ length: run.trace.steps }, (_, step) => run.world(step).faults.length);
    expect(inForce).toEqual([0, 0, 0, 1, 0, 1, 0]);
  });

  test('over another cut: cut while either is on', () => {
    const steady = fault(110, { type: 'partial', links: [['P2', 'P1']], until: 160 });
    const run = play(
      [cut(100), steady, ...[105, 115, 125, 145, 155, 165, 175].map((t) => send(t, 'P1', 'P2'))],
      {
        params: { latency: [0, 0] },
      },
    );
    // The latest to come on is named.
    expect(run.story).toEqual([
      '105 P1 ✕ P2 105 (input 0)',
      '115 P1 ✕ P2 115 (input 1)',
      '125 P1 ✕ P2 125 (input 1)',
      '145 P1 ✕ P2 145 (input 1)',
      '155 P1 ✕ P2 155 (input 0)',
      '165 P1 ✕ P2 165 (input 0)',
      '175 P1 → P2 175',
    ]);
  });

  test('of a partition and of partial links too', () => {
    const part = fault(100, { type: 'partition', groups: [['P1'], ['P2']], oneWay: true, flap });
    expect(open(part)).toEqual(open(cut(100)));
    expect(open(fault(100, { type: 'partial', links: [['P2', 'P1']], flap }))).toEqual(open(cut(100)));
  });

  test('its spans, by definition: at every microsecond on or off, whatever its end', () => {
    fc.assert(
      fc.property(
        fc.record({
          at: fc.nat(40),
          until: fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }),
          down: fc.integer({ min: 1, max: 15 }),
          up: fc.integer({ min: 1, max: 15 }),
          end: fc.integer({ min: 1, max: 100 }),
        }),
        ({ at, until, down, up, end }) => {
          fc.pre(until === undefined || until > at);
          const input = cut(at, until, { down, up });
          const spans = spansOf(input, end);
          for (let t = 0; t <= end; t++) {
            const on = t >= at && (until === undefined || t < until) && (t - at) % (down + up) < down;
            expect(spans.some(([a, b]) => t >= a && (b === undefined || t < b))).toBe(on);
          }
          // No more of them than begin within the run, none empty, none overlapping.
          spans.forEach(([a, b], i) => {
            expect(a).toBeLessThanOrEqual(end);
            expect(b).toBeGreaterThan(a);
            if (i > 0) expect(a).toBeGreaterThan(spans[i - 1]?.[1] as number);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('moved, stretched or reshaped it is the run simulated afresh, with everything before kept', () => {
    const noise = Array.from({ length: 100 }, (_, i) => send(10 * i, 'P1', 'P2'));
    const spec = (input: Input) => resolve(puppet, { nodes: { peer: 2 }, inputs: [...noise, input] });
    const options = { keyframeRows: 4 };
    const base = new Simulation(puppet, spec(cut(100, 700)), options).finish();
    const edits: (readonly [Input, number])[] = [
      [cut(100, 690), 640],
      [cut(100, 660), 640],
      [cut(100, 605), 590],
      [cut(100, 2000), 700],
      [cut(100), 700],
      [cut(100, 700, { down: 20, up: 31 }), 90],
      [cut(101, 700), 90],
    ];
    for (const [input, kept] of edits) {
      const resumed = new Simulation(puppet, spec(input), options, base).finish();
      const fresh = new Simulation(puppet, spec(input), options).finish();
      expect(resumed.trace()).toEqual(fresh.trace());
      expect(resumed.trace().columns.time[resumed.keptRows - 1]).toBeGreaterThanOrEqual(kept - 15);
    }
  });
});

test('what happens when: ends before starts, then the order of the document; nothing out of order', () => {
  const input: fc.Arbitrary<Input> = fc
    .record({ at: fc.nat(20), last: fc.integer({ min: 1, max: 20 }), flaps: fc.boolean() })
    .map(({ at, last, flaps }) =>
      fault(at, {
        type: 'block',
        from: 'P1',
        to: 'P2',
        until: at + last,
        ...(flaps ? { flap: { down: 2, up: 3 } } : {}),
      }),
    );
  fc.assert(
    fc.property(fc.array(input, { maxLength: 8 }), (inputs) => {
      const actions = actionsOf(resolve(puppet, { inputs, until: 30 }).spec);
      const on = new Set<number>();
      actions.forEach((a, i) => {
        const b = actions[i - 1];
        if (b && b.time === a.time) {
          expect([b.phase, a.phase]).not.toEqual(['start', 'end']);
          if (a.phase === b.phase) expect(a.input).toBeGreaterThan(b.input);
        } else if (b) expect(a.time).toBeGreaterThan(b.time);
        expect(on.has(a.input)).toBe(a.phase === 'end');
        if (a.phase === 'start') on.add(a.input);
        else on.delete(a.input);
      });
      expect(on.size).toBe(0);
    }),
  );
});
