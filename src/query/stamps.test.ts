import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Protocol } from '../engine/api.ts';
import type { Input } from '../engine/runspec.ts';
import { isNodeStep, K, stepHeads, type Trace } from '../engine/trace.ts';
import { protocol as raft } from '../protocols/raft/protocol.ts';
import { protocol as snapshot } from '../protocols/snapshot/protocol.ts';
import { protocol as vectors } from '../protocols/vectors/protocol.ts';
import { scenarios } from '../protocols/vectors/scenarios.ts';
import { inputs } from '../testkit/arbitrary.ts';
import { type PartialSpec, simulate } from '../testkit/simulate.ts';
import { faulty } from '../testkit/suite.test-data.ts';
import { toy } from '../testkit/toy.ts';
import { compareHlc, compareStamps, type Stamp, stampAt, stampsOf } from './stamps.ts';
import { wallClock } from './walls.ts';

/** Which steps are events, by the sentences over `stamps.ts`. */
function isEvent(trace: Trace, heads: Int32Array, s: number): boolean {
  const { kind, node, step } = trace.columns;
  const head = heads[s] as number;
  if (!isNodeStep(kind[head] as number)) return false;
  const earlier = [...heads.slice(0, s)].some((h) => isNodeStep(kind[h] as number) && node[h] === node[head]);
  const sends = [...kind.keys()].some((row) => step[row] === s && kind[row] === K.send);
  return earlier || kind[head] !== K.start || sends;
}

/** The definitions: happened-before as a set of chains, and each clock from it or by its rule as it stands in its paper. */
function naive(trace: Trace, spec: { readonly inputs: readonly Input[] }) {
  const heads = stepHeads(trace);
  const { kind, node, cause, step, time } = trace.columns;
  const events = [...heads.keys()].filter((s) => isEvent(trace, heads, s));
  const lane = (s: number) => node[heads[s] as number] as number;
  const source = (s: number) => {
    const head = heads[s] as number;
    return kind[head] === K.deliver ? (step[cause[head] as number] as number) : -1;
  };
  const pasts = new Map<number, Set<number>>();
  const lamport = new Map<number, number>();
  const hlc = new Map<number, { l: number; c: number }>();
  for (const s of events) {
    const own = events.filter((e) => e < s && lane(e) === lane(s)).at(-1);
    const from = events.includes(source(s)) ? source(s) : undefined;
    const direct = [own, from].filter((e) => e !== undefined);
    pasts.set(s, new Set(direct.flatMap((e) => [e, ...(pasts.get(e) as Set<number>)])));
    // The longest chain that ends here.
    lamport.set(s, 1 + Math.max(0, ...direct.map((e) => lamport.get(e) as number)));
    const pt = wallClock(spec.inputs, trace.nodes[lane(s)]?.id ?? '')(time[heads[s] as number] as number);
    const was = (own !== undefined && hlc.get(own)) || { l: 0, c: 0 };
    const m =
      from === undefined || lane(from) === lane(s) ? null : (hlc.get(from) as { l: number; c: number });
    if (m === null) {
      const l = Math.max(was.l, pt);
      hlc.set(s, { l, c: l === was.l ? was.c + 1 : 0 });
    } else {
      const l = Math.max(was.l, m.l, pt);
      const c =
        l === was.l && l === m.l
          ? Math.max(was.c, m.c) + 1
          : l === was.l
            ? was.c + 1
            : l === m.l
              ? m.c + 1
              : 0;
      hlc.set(s, { l, c });
    }
  }
  return { events, pasts, lamport, hlc, lane, time: (s: number) => time[heads[s] as number] as number };
}

function check(protocol: Protocol, spec: PartialSpec, tally: { concurrent: number; events: number }): void {
  const { trace, simulation, world } = simulate(protocol, spec, { freeze: false });
  const full = simulation.run.spec;
  const walls = trace.nodes.map(({ id }) => wallClock(full.inputs, id));
  const columns = stampsOf(trace, (n, t) => (walls[n] as (t: number) => number)(t));
  const twin = naive(trace, full);
  const stamps = new Map<number, Stamp>();
  for (let s = 0; s < trace.steps; s++) {
    const stamp = stampAt(columns, s);
    expect(stamp !== null).toBe(twin.events.includes(s));
    if (stamp === null) continue;
    stamps.set(s, stamp);
    expect(stamp.lamport).toBe(twin.lamport.get(s));
    expect(stamp.hlc).toEqual(twin.hlc.get(s));
    const past = twin.pasts.get(s) as Set<number>;
    expect(stamp.vector).toEqual(
      trace.nodes.map((_, n) => [...past, s].filter((e) => twin.lane(e) === n).length),
    );
  }
  tally.events += twin.events.length;
  // The clock the engine gave the handlers, to the microsecond.
  for (const s of twin.events.filter((_, i) => i % 7 === 0)) {
    expect(stamps.get(s)?.wall).toBe(world(s).nodes[twin.lane(s)]?.wallClock);
  }
  const few = twin.events.slice(0, 60);
  for (const a of few) {
    for (const b of few) {
      const [A, B] = [stamps.get(a) as Stamp, stamps.get(b) as Stamp];
      const before = twin.pasts.get(b)?.has(a) === true;
      // Lamport's clock condition, and the order of HLC: one direction.
      if (before) expect(A.lamport).toBeLessThan(B.lamport);
      if (before) expect(compareHlc(A.hlc, B.hlc)).toBeLessThan(0);
      // Vectors: both.
      const less = A.vector.every((n, i) => n <= (B.vector[i] as number)) && a !== b;
      expect(less).toBe(before);
      const after = twin.pasts.get(a)?.has(b) === true;
      expect(compareStamps(A, B)).toBe(a === b ? 'same' : before ? 'before' : after ? 'after' : 'concurrent');
      if (!before && !after) tally.concurrent++;
    }
  }
  // HLC: never behind the wall clock, and no further ahead of true time than the worst clock ever was.
  const ahead = Math.max(0, ...[...stamps.values()].map(({ step, wall }) => wall - twin.time(step)));
  for (const { step, wall, hlc } of stamps.values()) {
    expect(hlc.l).toBeGreaterThanOrEqual(wall);
    expect(hlc.l).toBeLessThanOrEqual(Math.max(0, twin.time(step) + ahead));
  }
}

const until = 120_000;
const nodes = ['P1', 'P2', 'P3', 'P4'];
const add = fc
  .record({ at: fc.nat(until), node: fc.constantFrom(...nodes), amount: fc.integer({ min: 1, max: 9 }) })
  .map(({ at, node, amount }) => ({ at, node, command: { type: 'add', amount } }));

describe('stamps agree with their definitions', () => {
  it('on random runs of the toy with faults of all kinds', () => {
    const tally = { concurrent: 0, events: 0 };
    const specs = fc.record({ seed: fc.nat(99_999), inputs: inputs({ nodes, until, commands: add }) });
    for (const spec of fc.sample(specs, { seed: 7, numRuns: 25 })) check(toy, { ...spec, until }, tally);
    expect(tally.events).toBeGreaterThan(500);
    expect(tally.concurrent).toBeGreaterThan(500);
  });
  it.each([
    ['raft', raft, { until: 700_000 }],
    ['vectors', vectors, {}],
    ['snapshot', snapshot, { until: 150_000 }],
  ] as const)('on runs of %s with clocks bent, links bad and nodes down', (_, protocol, small) => {
    const tally = { concurrent: 0, events: 0 };
    const runs = faulty(protocol, ['clock', 'link', 'crash'], { ...small, faults: 4 });
    for (const spec of fc.sample(runs, { seed: 11, numRuns: 6 })) check(protocol, spec, tally);
    expect(tally.concurrent).toBeGreaterThan(50);
  });
});

it('agree with vectors that travelled in the messages themselves, through a crash, a copy and losses', () => {
  const post = (at: number, node: string) => ({ at, node, command: { type: 'post', text: `${node} ${at}` } });
  const { trace, world } = simulate(vectors, {
    protocol: 'vectors',
    seed: 3,
    params: { posts: 0, latency: [10_000, 25_000] },
    until: 300_000,
    inputs: [
      { at: 5_000, fault: { type: 'duplicate', from: 'A1', to: 'B1', by: 40_000 } },
      { at: 30_000, fault: { type: 'drop', from: 'B1', to: 'C1' } },
      { at: 60_000, fault: { type: 'crash', node: 'C1', until: 130_000 } },
      {
        at: 160_000,
        fault: { type: 'link', from: 'A1', to: '*', loss: 0.5, duplicate: 0.5, until: 260_000 },
      },
      ...[10, 70, 110, 165, 180, 200, 220].map((t) => post(t * 1000, 'A1')),
      ...[40, 75, 150, 210].map((t) => post(t * 1000, 'B1')),
      ...[20, 50, 140, 170, 230].map((t) => post(t * 1000, 'C1')),
    ],
  });
  const kinds = [...trace.columns.kind];
  expect(kinds.filter((k) => k === K.start).length).toBe(4);
  expect(kinds.filter((k) => k === K.lost).length).toBeGreaterThan(3);
  const copies = new Map<number, number>();
  trace.columns.cause.forEach((cause, row) => {
    if (kinds[row] === K.deliver) copies.set(cause, (copies.get(cause) ?? 0) + 1);
  });
  expect([...copies.values()].filter((n) => n > 1).length).toBeGreaterThan(1);
  const columns = stampsOf(trace, (_, t) => t);
  const heads = stepHeads(trace);
  // The protocol counts its own events, we count its boot after the crash too: the order must be the same.
  const own = (s: number) => {
    const node = trace.columns.node[heads[s] as number] as number;
    return world(s).nodes[node]?.durable as { V: Record<string, number>; event: { n: number } } | undefined;
  };
  const events = [...heads.keys()].flatMap((s) => {
    const stamp = stampAt(columns, s);
    const kind = trace.columns.kind[heads[s] as number];
    const now = stamp === null || kind === K.start ? undefined : own(s);
    return stamp && now && now.event.n > 0 ? [{ stamp, V: now.V }] : [];
  });
  const less = (a: Record<string, number>, b: Record<string, number>) =>
    Object.entries(a).every(([id, n]) => n <= (b[id] ?? 0));
  let concurrent = 0;
  for (const a of events) {
    for (const b of events) {
      if (a === b) continue;
      const order = compareStamps(a.stamp, b.stamp);
      expect(order).toBe(less(a.V, b.V) ? 'before' : less(b.V, a.V) ? 'after' : 'concurrent');
      if (order === 'concurrent') concurrent++;
    }
  }
  expect(events.length).toBeGreaterThan(40);
  expect(concurrent).toBeGreaterThan(100);
});

it.each(['alice-bob-carol', 'worked-example'])(
  'what the vector clocks of %s say of themselves is what is said of them from outside',
  (id) => {
    const { trace } = simulate(vectors, scenarios.find((s) => s.id === id)?.spec as PartialSpec);
    const columns = stampsOf(trace, (_, t) => t);
    const said = trace.notes.filter((n) => n.fields.vector !== undefined);
    expect(said.length).toBeGreaterThan(3);
    for (const { row, fields } of said) {
      const stamp = stampAt(columns, trace.columns.step[row] as number);
      expect(`[${stamp?.vector.join(', ')}]`).toBe(fields.vector);
    }
  },
);

it('the worked example of the vector clocks is read off the run: A[1,0,0] → B[1,1,0] → C[1,1,1] → A[2,1,1]', () => {
  const spec = scenarios.find((s) => s.id === 'worked-example')?.spec as PartialSpec;
  const { trace } = simulate(vectors, spec);
  const columns = stampsOf(trace, (_, t) => t);
  const all = Array.from({ length: trace.steps }, (_, s) => stampAt(columns, s)).filter((s) => s !== null);
  expect(all.map((s) => [trace.nodes[s.lane]?.id, s.lamport, s.vector])).toEqual([
    ['A1', 1, [1, 0, 0]],
    ['B1', 2, [1, 1, 0]],
    ['C1', 3, [1, 1, 1]],
    ['A1', 4, [2, 1, 1]],
  ]);
  expect(all.map((s) => s.hlc)).toEqual([10_000, 30_000, 50_000, 70_000].map((l) => ({ l, c: 0 })));
});
