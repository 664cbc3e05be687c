/**
 * Happened-before (Lamport 1978) over the steps of any trace, run or log: a step is after the one before it on its node, after the
 * steps whose messages it handles, and after whatever those are after. Steps of the network have no program order and tick no clock:
 * they are concurrent with everything. Columns throughout: 100,000 steps cost milliseconds.
 */
import { isNodeStep, K, NO_NODE, stepHeads, type Trace } from '../engine/trace.ts';
import { markPast, type Order } from './cones.ts';

export { cones, FUTURE, PAST } from './cones.ts';

export interface Causality extends Order {
  /** How many lanes the trace has. */
  readonly lanes: number;
  /** Lane of each step, NO_NODE for steps of the network. */
  readonly lane: Uint8Array;
  /** The step after on the same node, −1 if none. */
  readonly next: Int32Array;
}

/** @param heads `stepHeads(trace)`, where it is known already */
export function causality(trace: Trace, heads: Int32Array = stepHeads(trace)): Causality {
  const { steps } = trace;
  const { kind, node, cause, step } = trace.columns;
  const lanes = trace.nodes.length;
  const lane = new Uint8Array(steps).fill(NO_NODE);
  const previous = new Int32Array(steps).fill(-1);
  const next = new Int32Array(steps).fill(-1);
  const latest = new Int32Array(lanes).fill(-1);
  for (let s = 0; s < steps; s++) {
    const head = heads[s] as number;
    const own = node[head] as number;
    if (own >= lanes || !isNodeStep(kind[head] as number)) continue;
    const before = latest[own] as number;
    lane[s] = own;
    previous[s] = before;
    if (before >= 0) next[before] = s;
    latest[own] = s;
  }
  const first = new Int32Array(steps + 1);
  const sources: number[] = [];
  for (let row = 0, s = -1; row < trace.rows; row++) {
    while (s < (step[row] as number)) first[++s] = sources.length;
    // Timers and writes to disk lead from a node to itself: program order says it already, as it does of messages to oneself.
    if (kind[row] !== K.deliver || lane[s] === NO_NODE) continue;
    const send = cause[row] as number;
    if (send < 0) continue;
    const source = step[send] as number;
    if (source < s && lane[source] !== NO_NODE && lane[source] !== lane[s]) sources.push(source);
  }
  first[steps] = sources.length;
  return { steps, lanes, lane, previous, next, first, sources: Int32Array.from(sources) };
}

export type Relation = 'same' | 'before' | 'after' | 'concurrent';

/** How step `a` stands to step `b`: `before` means that `a` happened before `b`. */
export function relation(c: Causality, a: number, b: number): Relation {
  if (a === b) return 'same';
  const [early, late] = a < b ? [a, b] : [b, a];
  const marks = new Uint8Array(c.steps);
  markPast(c, late, early, marks);
  if (!marks[early]) return 'concurrent';
  return a < b ? 'before' : 'after';
}

/** A part of a chain that proves happened-before: a message, or a stay on one node over one or more of its steps. */
export interface Leg {
  readonly by: 'message' | 'node';
  readonly from: number;
  readonly to: number;
}

/** More than any path has steps, and still exact beside the number of messages in a double. */
const MESSAGE = 2 ** 26;

/**
 * A shortest chain from `a` to `b`: of those with the fewest messages, one with the fewest steps. Null unless `a` happened before `b`.
 * Consecutive legs meet, the first begins at `a`, the last ends at `b`.
 */
export function shortestPath(c: Causality, a: number, b: number): readonly Leg[] | null {
  if (relation(c, a, b) !== 'before') return null;
  const cost = new Float64Array(b - a + 1).fill(Number.POSITIVE_INFINITY);
  const via = new Int32Array(b - a + 1).fill(-1);
  cost[0] = 0;
  const offer = (s: number, from: number, price: number) => {
    if (from < a) return;
    const total = (cost[from - a] as number) + price;
    if (total >= (cost[s - a] as number)) return;
    cost[s - a] = total;
    via[s - a] = from;
  };
  for (let s = a + 1; s <= b; s++) {
    offer(s, c.previous[s] as number, 1);
    for (let i = c.first[s] as number; i < (c.first[s + 1] as number); i++) {
      offer(s, c.sources[i] as number, MESSAGE + 1);
    }
  }
  const legs: Leg[] = [];
  for (let s = b; s !== a; s = via[s - a] as number) {
    const from = via[s - a] as number;
    const by = c.lane[from] === c.lane[s] ? 'node' : 'message';
    const later = legs[legs.length - 1];
    if (by === 'node' && later?.by === 'node') legs[legs.length - 1] = { by, from, to: later.to };
    else legs.push({ by, from, to: s });
  }
  return legs.reverse();
}

/**
 * The vector clock of every step: `clocks[s × lanes + n]` counts the steps of node `n` that `s` is or is after. Steps of the network have
 * none (zeros). A step `a` of node `n` happened before another step `b` exactly if the entry of `b` for `n` is at least that of `a`.
 */
export function vectorClocks(c: Causality): Uint32Array {
  const { lanes } = c;
  const clocks = new Uint32Array(c.steps * lanes);
  const merge = (s: number, from: number) => {
    for (let n = 0; n < lanes; n++) {
      const seen = clocks[from * lanes + n] as number;
      if (seen > (clocks[s * lanes + n] as number)) clocks[s * lanes + n] = seen;
    }
  };
  for (let s = 0; s < c.steps; s++) {
    const own = c.lane[s] as number;
    if (own === NO_NODE) continue;
    const before = c.previous[s] as number;
    if (before >= 0) merge(s, before);
    for (let i = c.first[s] as number; i < (c.first[s + 1] as number); i++) merge(s, c.sources[i] as number);
    const entry = s * lanes + own;
    clocks[entry] = (clocks[entry] as number) + 1;
  }
  return clocks;
}
