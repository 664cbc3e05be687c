import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultInput, inputs } from '../testkit/arbitrary.ts';
import { type PartialSpec, resolve, simulate } from '../testkit/simulate.ts';
import { toy } from '../testkit/toy.ts';
import { liars, liarsOf } from '../testkit/toy-liar.ts';
import { watched } from '../testkit/toy-watcher.ts';
import type { Protocol } from './api.ts';
import { describeWorld } from './inspector.ts';
import type { Input } from './runspec.ts';
import { NULL_SINK, Simulation } from './simulation.ts';
import type { Trace } from './trace.ts';
import { World } from './world.ts';

const until = 200_000;
const nodes = ['P1', 'P2', 'P3', 'P4'];
const commands: fc.Arbitrary<Input> = fc.record({
  at: fc.integer({ min: 0, max: until }),
  node: fc.constantFrom(...nodes),
  command: fc.record({ type: fc.constant('add'), amount: fc.integer({ min: 0, max: 9 }) }),
});
const fires: fc.Arbitrary<Input> = fc.record({
  at: fc.integer({ min: 0, max: until }),
  fire: fc.record({ node: fc.constantFrom(...nodes), timer: fc.constantFrom('tick', 'idle') }),
});
const any = { nodes, until, behaviours: liarsOf(nodes), commands: fc.oneof(commands, fires) };
const specs = fc
  .record({
    seed: fc.nat(),
    inputs: inputs(any, 6),
    params: fc.constantFrom(
      {},
      { fifo: true },
      { fsync: [0, 9_000] },
      { checksums: false, diskChecksums: false },
    ),
  })
  .map((s) => ({ ...s, until }));
/** Toys who can lie, whose properties see all there is to see. */
const subject: Protocol = {
  ...watched(liars),
  properties: [...liars.properties, ...watched(liars).properties],
};

function same(a: Trace, b: Trace): void {
  expect(a.hash).toBe(b.hash);
  expect(a.rows).toBe(b.rows);
  const ids = (t: Trace) => ({ ...t, columns: null, ruleIds: [...t.ruleIds].sort() });
  expect(ids(a)).toEqual(ids(b));
  for (const name of Object.keys(a.columns) as (keyof Trace['columns'])[]) {
    expect(a.columns[name], name).toEqual(b.columns[name]);
  }
}

describe('a run is a pure function of its spec', () => {
  test('twice the same', () => {
    fc.assert(
      fc.property(specs, (spec) => same(simulate(subject, spec).trace, simulate(subject, spec).trace)),
      { numRuns: 60 },
    );
  });

  test('another seed, another run', () => {
    const hashes = new Set(
      Array.from({ length: 50 }, (_, seed) => simulate(toy, { seed, until }).trace.hash),
    );
    expect(hashes.size).toBe(50);
  });

  test('checking properties, freezing and keeping bodies change nothing', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const plain = new Simulation(subject, resolve(subject, spec), { properties: false }).finish();
        expect(plain.trace().hash).toBe(simulate(subject, spec, { bodies: true }).trace.hash);
      }),
      { numRuns: 40 },
    );
  });
});

describe('seek', () => {
  test('the world at any step is the world of a fresh run there', () => {
    fc.assert(
      fc.property(specs, fc.integer({ min: 5, max: 60 }), (spec, keyframeRows) => {
        const { simulation, trace, world } = simulate(subject, spec, { keyframeRows });
        const fresh = new World(subject, resolve(subject, spec), NULL_SINK);
        const expected: unknown[] = [];
        while (fresh.advance())
          if (fresh.step > expected.length) expected.push(describeWorld(fresh, fresh.step - 1));
        expect(expected.length).toBe(trace.steps);
        // Where nearly everybody is down there is nothing to seek in.
        fc.pre(simulation.keyframes.length > 1);
        // Backwards and forwards: the replaying world is used again from wherever it stands.
        for (let s = trace.steps - 1; s >= 0; s -= 7) expect(world(s)).toEqual(expected[s]);
        for (let s = 0; s < trace.steps; s++) expect(world(s)).toEqual(expected[s]);
      }),
      { numRuns: 25 },
    );
  });

  test('outside the run is an error, not a guess', () => {
    const { world, detail, trace } = simulate(toy, { until });
    expect(() => world(-1)).toThrow(RangeError);
    expect(() => world(trace.steps)).toThrow(RangeError);
    expect(() => detail(trace.steps)).toThrow(RangeError);
  });
});

describe('what-if', () => {
  const edits = fc.oneof(
    // Add one, drop one, change one; or change when the run ends.
    fc.tuple(faultInput(any), fc.nat()).map(([input, i]) => (spec: PartialSpec): PartialSpec => {
      const list = [...(spec.inputs ?? [])];
      list.splice(i % (list.length + 1), 0, input);
      return { ...spec, inputs: list };
    }),
    fc.nat().map((i) => (spec: PartialSpec): PartialSpec => {
      const list = [...(spec.inputs ?? [])];
      list.splice(i % Math.max(1, list.length), 1);
      return { ...spec, inputs: list };
    }),
    fc.tuple(faultInput(any), fc.nat()).map(([input, i]) => (spec: PartialSpec): PartialSpec => {
      const list = [...(spec.inputs ?? [])];
      if (list.length > 0) list[i % list.length] = input;
      return { ...spec, inputs: list };
    }),
    fc.integer({ min: 50_000, max: 300_000 }).map(
      (end) =>
        (spec: PartialSpec): PartialSpec => ({ ...spec, until: end }),
    ),
    fc.nat().map(
      (seed) =>
        (spec: PartialSpec): PartialSpec => ({ ...spec, seed }),
    ),
  );

  test('an edited run that goes on from a keyframe is the run simulated afresh', () => {
    let kept = 0;
    fc.assert(
      fc.property(specs, fc.array(edits, { minLength: 1, maxLength: 3 }), (spec, changes) => {
        let base = new Simulation(subject, resolve(subject, spec), { keyframeRows: 16 }).finish();
        let edited: PartialSpec = spec;
        for (const change of changes) {
          edited = change(edited);
          const resumed = new Simulation(
            subject,
            resolve(subject, edited),
            { keyframeRows: 16 },
            base,
          ).finish();
          const fresh = new Simulation(subject, resolve(subject, edited), { keyframeRows: 16 }).finish();
          same(resumed.trace(), fresh.trace());
          expect(resumed.bytes()).toBe(fresh.bytes());
          expect(resumed.world.promises.save()).toEqual(fresh.world.promises.save());
          if (resumed.keptRows > 0) kept++;
          base = resumed;
        }
      }),
      { numRuns: 80 },
    );
    // The test would mean nothing if nothing were ever kept.
    expect(kept).toBeGreaterThan(30);
  });

  test('dragging a fault simulates little of what comes before it, whichever way, and each run is the one simulated afresh', () => {
    const spec = (at: number): PartialSpec => ({
      until,
      inputs: [{ at, fault: { type: 'crash', node: 'P1', until: at + 30_000 } }],
    });
    const drag = [120_000, 121_000, 122_000, 123_000, 122_000, 121_000, 140_000, 140_500, 60_000, 60_500];
    const options = { keyframeRows: 200 };
    let base = new Simulation(subject, resolve(subject, spec(119_000)), options).finish();
    const again: number[] = [];
    drag.forEach((at, i) => {
      const edited = resolve(subject, spec(at));
      const resumed = new Simulation(subject, edited, options, base).finish();
      const fresh = new Simulation(subject, edited, options).finish();
      same(resumed.trace(), fresh.trace());
      expect(resumed.bytes()).toBe(fresh.bytes());
      expect(resumed.keyframes.map((frame) => frame.rows)).toEqual(
        fresh.keyframes.map((frame) => frame.rows),
      );
      const first = Math.min(at, drag[i - 1] ?? 119_000);
      again.push(fresh.builder.rowsBefore(first) - resumed.keptRows);
      base = resumed;
    });
    // The first of a drag goes on from a keyframe of the run; those after it from one that was left for them.
    expect(again[0]).toBeGreaterThan(100);
    expect(Math.max(...again.slice(1, 7))).toBeLessThanOrEqual(60);
  });

  test('stretching the end of a fault keeps everything before the nearer end', () => {
    const spec = (end: number) =>
      ({ until, inputs: [{ at: 20_000, fault: { type: 'crash', node: 'P1', until: end } }] }) as const;
    const base = new Simulation(toy, resolve(toy, spec(150_000)), { keyframeRows: 8 }).finish();
    const edited = new Simulation(toy, resolve(toy, spec(160_000)), { keyframeRows: 8 }, base).finish();
    const time = edited.trace().columns.time[edited.keptRows - 1] as number;
    expect(time).toBeGreaterThan(130_000);
    same(edited.trace(), simulate(toy, spec(160_000)).trace);
  });
});
