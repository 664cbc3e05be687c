import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNodeStep, K, stepHeads, type Trace } from '../engine/trace.ts';
import { inputs } from '../testkit/arbitrary.ts';
import { simulate } from '../testkit/simulate.ts';
import { toy } from '../testkit/toy.ts';
import { causality, cones, FUTURE, PAST, relation, shortestPath, vectorClocks } from './causality.ts';

/** The definition: edges from program order and from messages, and then every chain of them. `before[a][b]`: a happened before b. */
function closure(trace: Trace): boolean[][] {
  const heads = stepHeads(trace);
  const { kind, node, cause, step } = trace.columns;
  const own = (s: number) => {
    const head = heads[s] as number;
    return isNodeStep(kind[head] as number) ? (node[head] as number) : -1;
  };
  const before = Array.from({ length: trace.steps }, () => Array<boolean>(trace.steps).fill(false));
  const edge = (a: number, b: number) => ((before[a] as boolean[])[b] = true);
  for (let a = 0; a < trace.steps; a++) {
    for (let b = a + 1; b < trace.steps; b++) if (own(a) >= 0 && own(a) === own(b)) edge(a, b);
  }
  for (let row = 0; row < trace.rows; row++) {
    if (kind[row] === K.deliver) edge(step[cause[row] as number] as number, step[row] as number);
  }
  for (let via = 0; via < trace.steps; via++) {
    for (let a = 0; a < trace.steps; a++) {
      if (!before[a]?.[via]) continue;
      for (let b = 0; b < trace.steps; b++) if (before[via]?.[b]) edge(a, b);
    }
  }
  return before;
}

const nodes = ['P1', 'P2', 'P3', 'P4'];
const until = 140_000;
const add = fc
  .record({ at: fc.nat(until), node: fc.constantFrom(...nodes), amount: fc.integer({ min: 1, max: 9 }) })
  .map(({ at, node, amount }) => ({ at, node, command: { type: 'add', amount } }));
const runs = fc
  .record({ seed: fc.nat(99_999), inputs: inputs({ nodes, until, commands: add }) })
  .map((spec) => simulate(toy, { ...spec, until }, { freeze: false }).trace)
  .filter((trace) => trace.steps > 3 && trace.steps < 220);

describe('happened-before agrees with its definition on random runs', () => {
  test('cones, relation and vector clocks', () => {
    let messages = 0;
    let concurrent = 0;
    fc.assert(
      fc.property(runs, fc.infiniteStream(fc.nat()), (trace, picks) => {
        const before = closure(trace);
        const c = causality(trace);
        const clocks = vectorClocks(c);
        messages += c.sources.length;
        for (let k = 0; k < 12; k++) {
          const a = (picks.next().value as number) % trace.steps;
          const marks = cones(c, a);
          for (let b = 0; b < trace.steps; b++) {
            const [ab, ba] = [before[a]?.[b] === true, before[b]?.[a] === true];
            expect(marks[b]).toBe(a === b ? PAST | FUTURE : ab ? FUTURE : ba ? PAST : 0);
            expect(relation(c, a, b)).toBe(a === b ? 'same' : ab ? 'before' : ba ? 'after' : 'concurrent');
            if (!ab && !ba && a !== b) concurrent++;
          }
          for (let n = 0; n < c.lanes; n++) {
            let seen = 0;
            for (let b = 0; b < trace.steps; b++) {
              if (c.lane[b] === n && (b === a || before[b]?.[a])) seen++;
            }
            expect(clocks[a * c.lanes + n]).toBe(c.lane[a] === 255 ? 0 : seen);
          }
        }
      }),
      { numRuns: 40 },
    );
    expect(messages).toBeGreaterThan(100);
    expect(concurrent).toBeGreaterThan(100);
  });

  test('a path proves it, and none is shorter', () => {
    let long = 0;
    fc.assert(
      fc.property(runs, fc.infiniteStream(fc.nat()), (trace, picks) => {
        const before = closure(trace);
        const c = causality(trace);
        const a = (picks.next().value as number) % trace.steps;
        const fewest = fewestMessages(trace, a);
        for (let b = 0; b < trace.steps; b++) {
          const path = shortestPath(c, a, b);
          expect(path !== null).toBe(before[a]?.[b] === true);
          if (path === null) continue;
          let at = a;
          for (const { by, from, to } of path) {
            expect(from).toBe(at);
            expect(before[from]?.[to]).toBe(true);
            if (by === 'node') expect(c.lane[from]).toBe(c.lane[to]);
            else expect(deliveredBy(trace, from, to)).toBe(true);
            at = to;
          }
          expect(at).toBe(b);
          expect(path.filter(({ by }) => by === 'message').length).toBe(fewest[b]);
          for (const [i, leg] of path.entries())
            expect(leg.by === 'node' && path[i - 1]?.by === 'node').toBe(false);
          if (path.length > 3) long++;
        }
      }),
      { numRuns: 60 },
    );
    expect(long).toBeGreaterThan(0);
  });
});

/** Whether a message sent in one step is handled in another. */
function deliveredBy(trace: Trace, from: number, to: number): boolean {
  const { kind, cause, step } = trace.columns;
  for (let row = 0; row < trace.rows; row++) {
    if (kind[row] === K.deliver && step[row] === to && step[cause[row] as number] === from) return true;
  }
  return false;
}

/** Messages a chain from `a` needs at least, by relaxing every edge until nothing changes. */
function fewestMessages(trace: Trace, a: number): number[] {
  const { kind, node, cause, step } = trace.columns;
  const heads = stepHeads(trace);
  const edges: [number, number, number][] = [];
  const last = new Map<number, number>();
  for (let s = 0; s < trace.steps; s++) {
    const head = heads[s] as number;
    if (!isNodeStep(kind[head] as number)) continue;
    const own = node[head] as number;
    const previous = last.get(own);
    if (previous !== undefined) edges.push([previous, s, 0]);
    last.set(own, s);
  }
  for (let row = 0; row < trace.rows; row++) {
    if (kind[row] !== K.deliver) continue;
    const send = cause[row] as number;
    const far = node[send] !== node[row];
    edges.push([step[send] as number, step[row] as number, far ? 1 : 0]);
  }
  const best = Array<number>(trace.steps).fill(Number.POSITIVE_INFINITY);
  best[a] = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (const [from, to, price] of edges) {
      if ((best[from] as number) + price >= (best[to] as number)) continue;
      best[to] = (best[from] as number) + price;
      changed = true;
    }
  }
  return best;
}

test('steps of the network are concurrent with everything, and a step outside the run is before nothing', () => {
  const { trace } = simulate(toy, {
    until: 30_000,
    inputs: [{ at: 10_000, fault: { type: 'crash', node: 'P2', until: 20_000 } }],
  });
  const c = causality(trace);
  const fault = [...stepHeads(trace)].findIndex((row) => trace.columns.kind[row] === K.fault);
  expect(fault).toBeGreaterThan(0);
  for (let s = 0; s < trace.steps; s++)
    expect(relation(c, fault, s)).toBe(s === fault ? 'same' : 'concurrent');
  expect(cones(c, trace.steps).every((mark) => mark === 0)).toBe(true);
});
