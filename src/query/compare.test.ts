import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Input } from '../engine/runspec.ts';
import { K, type Trace } from '../engine/trace.ts';
import { faultInput, inputs } from '../testkit/arbitrary.ts';
import { type PartialSpec, simulate } from '../testkit/simulate.ts';
import { toy } from '../testkit/toy.ts';
import { liars, liarsOf } from '../testkit/toy-liar.ts';
import { compare, comparisonOf } from './compare.ts';

const until = 200_000;
const nodes = ['P1', 'P2', 'P3', 'P4'];
const time = fc.integer({ min: 0, max: until });
const command: fc.Arbitrary<Input> = fc.record({
  at: time,
  node: fc.constantFrom(...nodes),
  command: fc.record({ type: fc.constant('add'), amount: fc.integer({ min: 0, max: 9 }) }),
});
const world = { nodes, until, behaviours: liarsOf(nodes), commands: command };
const specs = fc
  .record({ seed: fc.nat(9), inputs: inputs(world, 4) })
  .map((spec): PartialSpec => ({ ...spec, until }));
/** Two runs that have something to do with one another. */
const pairs = fc
  .tuple(specs, faultInput(world), fc.constantFrom('add', 'drop', 'seed', 'end', 'nodes'))
  .map(([spec, input, how]): [PartialSpec, PartialSpec] => {
    const list = spec.inputs ?? [];
    if (how === 'add') return [spec, { ...spec, inputs: [input, ...list] }];
    if (how === 'drop') return [spec, { ...spec, inputs: list.slice(1) }];
    if (how === 'seed') return [spec, { ...spec, seed: (spec.seed ?? 0) + 1 }];
    if (how === 'end') return [spec, { ...spec, until: until / 2 }];
    return [
      { ...spec, inputs: [] },
      { ...spec, inputs: [], nodes: { peer: 5 } },
    ];
  });
const run = (spec: PartialSpec) => simulate(liars, spec).trace;

/** Rows by what they are, in words; the k-th of a kind in one run is the k-th of that kind in the other. */
function naive(a: Trace, b: Trace): [Int32Array, Int32Array] {
  const name = (t: Trace, lane: number) => t.nodes[lane]?.id ?? '-';
  const text = (t: Trace, r: number) => {
    const c = t.columns;
    const ends = [name(t, c.node[r] as number), name(t, c.peer[r] as number)];
    return JSON.stringify([c.time[r], c.kind[r], ends, c.epoch[r], c.content[r]]);
  };
  const left = new Map<string, number[]>();
  for (let j = 0; j < b.rows; j++) {
    const key = text(b, j);
    left.set(key, [...(left.get(key) ?? []), j]);
  }
  const inB = new Int32Array(a.rows).fill(-1);
  const inA = new Int32Array(b.rows).fill(-1);
  for (let i = 0; i < a.rows; i++) {
    const j = left.get(text(a, i))?.shift();
    if (j === undefined) continue;
    inB[i] = j;
    inA[j] = i;
  }
  return [inB, inA];
}

describe('two runs', () => {
  test('a run is the same as itself', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const trace = run(spec);
        const same = compare(trace, run(spec));
        expect(same.first).toBeNull();
        expect([...same.rowInB]).toEqual(Array.from({ length: trace.rows }, (_, i) => i));
        expect([...same.stepInB]).toEqual(Array.from({ length: trace.steps }, (_, i) => i));
        expect([same.onlyA.length, same.onlyB.length, same.changedA.length]).toEqual([0, 0, 0]);
      }),
      { numRuns: 20 },
    );
  });

  test('are paired as a multiset of events would be', () => {
    let different = 0;
    fc.assert(
      fc.property(pairs, ([x, y]) => {
        const [a, b] = [run(x), run(y)];
        const found = compare(a, b);
        const [inB, inA] = naive(a, b);
        expect(found.rowInB).toEqual(inB);
        expect(found.rowInA).toEqual(inA);
        if (found.first === null) return;
        different++;
        const alone = (t: Trace, rows: Int32Array) =>
          [...rows].flatMap((r, i) => (r < 0 ? [t.columns.time[i] as number] : []));
        expect(found.first.time).toBe(Math.min(...alone(a, inB), ...alone(b, inA)));
      }),
      { numRuns: 70 },
    );
    expect(different).toBeGreaterThan(35);
  });

  test('compared the other way round are the same comparison, mirrored', () => {
    fc.assert(
      fc.property(pairs, ([x, y]) => {
        const [a, b] = [run(x), run(y)];
        const there = compare(a, b);
        const back = compare(b, a);
        const pairsOf = (s: Int32Array, t: Int32Array) => [...s].map((v, i) => [v, t[i]]).sort();
        expect(back).toMatchObject({
          rowInB: there.rowInA,
          rowInA: there.rowInB,
          stepInB: there.stepInA,
          stepInA: there.stepInB,
          onlyA: there.onlyB,
          onlyB: there.onlyA,
          differsA: there.differsB,
          firstOnA: there.firstOnB,
          first: there.first && { time: there.first.time, a: there.first.b, b: there.first.a },
        });
        expect(pairsOf(back.changedA, back.changedB)).toEqual(pairsOf(there.changedB, there.changedA));
      }),
      { numRuns: 60 },
    );
  });

  test('compared in slices give what they give at once', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 50 }), ([x, y], slice) => {
        const [a, b] = [run(x), run(y)];
        const comparing = comparisonOf(a, b);
        expect(() => comparing.result()).toThrow(RangeError);
        while (!comparing.advance(slice));
        expect(comparing.result()).toEqual(compare(a, b));
      }),
      { numRuns: 30 },
    );
  });

  test('an instant with many events in another order has no difference', () => {
    const rows = 3000;
    const column = (value: (row: number) => number) => Array.from({ length: rows }, (_, r) => value(r));
    const made = (content: (row: number) => number): Trace => ({
      ...run({ until: 1 }),
      rows,
      steps: rows,
      columns: {
        time: Float64Array.from(column(() => 5)),
        kind: Uint8Array.from(column(() => K.rule)),
        node: new Uint8Array(rows),
        peer: new Uint8Array(rows).fill(255),
        cause: new Int32Array(rows).fill(-1),
        step: Int32Array.from(column((row) => row)),
        ref: new Int32Array(rows),
        epoch: new Int32Array(rows),
        stamp: new Uint32Array(rows),
        content: Uint32Array.from(column(content)),
      },
    });
    const a = made((row) => row >> 1);
    const b = made((row) => (rows - 1 - row) >> 1);
    const found = compare(a, b);
    expect(found.first).toBeNull();
    expect([found.rowInB, found.rowInA]).toEqual(naive(a, b));
  });

  test('a node more moves lanes and is no difference of the others', () => {
    const a = run({ until: 1, nodes: { peer: 3 } });
    const b = run({ until: 1, nodes: { peer: 4 } });
    const { first, onlyA, onlyB } = compare(a, b);
    expect([onlyA.length, onlyB.length]).toEqual([0, 1]);
    expect(b.nodes[b.columns.node[[...b.columns.step].indexOf(first?.b as number)] as number]?.id).toBe('P4');
  });
});

test('an input that touches nothing is the only difference', () => {
  const nothing = (at: number): Input => ({
    at,
    fault: { type: 'drop', from: 'P1', to: 'P2', nth: 1_000_000 },
  });
  fc.assert(
    fc.property(specs, time, (spec, at) => {
      const [a, b] = [run(spec), run({ ...spec, inputs: [...(spec.inputs ?? []), nothing(at)] })];
      const { rowInB, rowInA, onlyA, changedA } = compare(a, b);
      expect([onlyA.length, changedA.length, rowInB.indexOf(-1)]).toEqual([0, 0, -1]);
      const alone = [...rowInA].flatMap((r, row) => (r < 0 ? [row] : []));
      for (const row of alone) {
        expect([K.fault, K.ignored]).toContain(b.columns.kind[row]);
        expect(b.columns.ref[row]).toBe(spec.inputs?.length ?? 0);
      }
    }),
    { numRuns: 60 },
  );
});

describe('what touches one node', () => {
  /** When what P2 did from `at` on has reached each node, in either run: what did not come has changed a node too. */
  function reached(traces: readonly Trace[], at: number): number[] {
    const when = nodes.map(() => Number.POSITIVE_INFINITY);
    for (const { columns: c, rows } of traces) {
      for (let row = 0; row < rows; row++) {
        if (c.node[row] === 1 && (c.time[row] as number) >= at)
          when[1] = Math.min(when[1] as number, c.time[row] as number);
      }
    }
    for (let more = true; more; ) {
      more = false;
      for (const { columns: c, rows } of traces) {
        for (let row = 0; row < rows; row++) {
          if (c.kind[row] !== K.deliver) continue;
          const sent = c.time[c.cause[row] as number] as number;
          const arrived = c.time[row] as number;
          const to = c.node[row] as number;
          if (sent < (when[c.peer[row] as number] as number) || arrived >= (when[to] as number)) continue;
          when[to] = arrived;
          more = true;
        }
      }
    }
    return when;
  }

  test('leaves every node as it was up to its first step after it, in either run', () => {
    // Nothing that keeps messages waiting unseen at nodes that are not touched.
    const calm = ['crash', 'partition', 'block', 'drop', 'delay', 'duplicate', 'clock'] as const;
    const plain = fc
      .record({ seed: fc.nat(), inputs: inputs({ ...world, types: calm }, 3) })
      .map((spec): PartialSpec => ({ ...spec, until }));
    const touching = faultInput({
      ...world,
      nodes: ['P2'],
      behaviours: liarsOf(['P2']),
      types: ['crash', 'amnesia', 'pause', 'clock', 'byzantine'],
    });
    let kept = 0;
    let struck = 0;
    fc.assert(
      fc.property(plain, touching, (spec, touch) => {
        const a = run(spec);
        const b = run({ ...spec, inputs: [...(spec.inputs ?? []), touch] });
        const { firstOnA, firstOnB } = compare(a, b);
        const when = reached([a, b], touch.at);
        const from = (t: Trace, step: number) =>
          step < 0 ? Number.POSITIVE_INFINITY : (t.columns.time[t.columns.step.indexOf(step)] as number);
        for (const lane of nodes.keys()) {
          const parts = Math.min(from(a, firstOnA[lane] as number), from(b, firstOnB[lane] as number));
          expect(parts).toBeGreaterThanOrEqual(when[lane] as number);
          if (parts < Number.POSITIVE_INFINITY) struck++;
          if ((when[lane] as number) > touch.at + 1000) kept++;
        }
      }),
      { numRuns: 90 },
    );
    // Neither always nor never.
    expect(kept).toBeGreaterThan(60);
    expect(struck).toBeGreaterThan(60);
  });
});

test('a long run is compared with one that parts from it half-way', () => {
  const long = { until: 60_000_000, seed: 3 };
  const a = simulate(toy, long, { freeze: false, properties: false }).trace;
  const b = simulate(
    toy,
    { ...long, inputs: [{ at: 30_000_000, fault: { type: 'crash', node: 'P1' } }] },
    {
      freeze: false,
      properties: false,
    },
  ).trace;
  expect(a.rows).toBeGreaterThan(50_000);
  expect(compare(a, b).first?.time).toBe(30_000_000);
});
