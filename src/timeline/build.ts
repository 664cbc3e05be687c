/**
 * Builds the index of a trace. Every pass is linear in rows, flights or steps, and the work can be paused between slices: the
 * worker must hear a cancel in the middle of a million rows.
 */
import type { Columns, Trace } from '../engine/trace.ts';
import { isNodeStep, K } from '../engine/trace.ts';
import { FATE, type Flights, type LooseIndex, type TraceIndex } from './index.ts';

/** What is read of a trace. */
export type Indexed = Pick<Trace, 'nodes' | 'rows' | 'steps' | 'columns' | 'end'>;

/** Rows, flights or steps between two pauses: about a millisecond. */
const SLICE = 32_768;
const FALLBACK = 20_000;

/** A piece of work that may be paused wherever it yields. */
type Sliced<T> = Generator<undefined, T, undefined>;

/** @param fallbackLatency µs, used when no message of the run has arrived */
export function indexTrace(trace: Trace, fallbackLatency?: number): TraceIndex {
  const work = indexing(trace, fallbackLatency);
  for (;;) {
    const { done, value } = work.next();
    if (done) return { trace, ...value };
  }
}

/** The same, in slices. */
export function* indexing(trace: Indexed, fallbackLatency = FALLBACK): Sliced<LooseIndex> {
  const latency = usualLatency(trace, fallbackLatency);
  const { heads, fates, ...rows } = yield* firstLook(trace);
  const flights = yield* collectFlights(trace, fates, latency);
  const graph = yield* stepGraph(trace, heads);
  return { heads, latency, flights, ...rows, ...graph };
}

/** The middle of the range that a run's parameter `latency` gives, µs: the fallback when no message arrives. */
export function usualDelay(latency: unknown): number {
  if (!Array.isArray(latency)) return FALLBACK;
  return (Number(latency[0]) + Number(latency[1])) / 2 || FALLBACK;
}

/**
 * Runs `body` over 0 … count, a slice at a time. What loops is a function that outlives the run: one made anew for each would be compiled
 * anew for each.
 */
function* slices<S>(count: number, state: S, body: (state: S, from: number, to: number) => void): Sliced<S> {
  for (let from = 0; from < count; from += SLICE) {
    body(state, from, Math.min(count, from + SLICE));
    yield;
  }
  return state;
}

function typed(list: readonly number[]): Int32Array {
  return Int32Array.from(list);
}

/** Median of a sample of one-way delays. */
function usualLatency({ columns, rows }: Indexed, fallback: number): number {
  const { kind, cause, time } = columns;
  const stride = Math.max(1, Math.floor(rows / 2000));
  const delays = new Float64Array(Math.ceil(rows / stride));
  let count = 0;
  for (let row = 0; row < rows; row += stride) {
    if (kind[row] !== K.deliver) continue;
    const send = cause[row] as number;
    if (send >= 0) delays[count++] = (time[row] as number) - (time[send] as number);
  }
  if (count === 0) return fallback;
  const sorted = delays.subarray(0, count).sort();
  return Math.max(1, sorted[count >> 1] as number);
}

/** Heads of steps, how many fates each row has (only a send has any), and the rows of the rarer kinds. */
function* firstLook({ columns, rows, steps }: Indexed) {
  const look = {
    columns,
    heads: new Int32Array(steps),
    fates: new Uint16Array(rows),
    inputs: [] as number[],
    damaged: [] as number[],
    syncs: [] as number[],
    undone: [] as number[],
    last: -1,
  };
  const { heads, fates, inputs, damaged, syncs, undone } = yield* slices(rows, look, lookAtRows);
  const rare = { corruptRows: typed(damaged), syncRows: typed(syncs), undoneRows: typed(undone) };
  return { heads, fates, inputRows: typed(inputs), ...rare };
}

interface Look {
  readonly columns: Columns;
  readonly heads: Int32Array;
  readonly fates: Uint16Array;
  readonly inputs: number[];
  readonly damaged: number[];
  readonly syncs: number[];
  readonly undone: number[];
  last: number;
}

function lookAtRows(look: Look, from: number, to: number): void {
  const { heads, fates, inputs, damaged, syncs, undone } = look;
  const { kind, cause, step } = look.columns;
  let { last } = look;
  for (let row = from; row < to; row++) {
    const s = step[row] as number;
    if (s !== last) {
      heads[s] = row;
      last = s;
    }
    const k = kind[row] as number;
    if (k === K.deliver || k === K.lost) {
      const send = cause[row] as number;
      if (send >= 0) fates[send] = (fates[send] as number) + 1;
    } else if (k === K.fault || k === K.ignored) inputs.push(row);
    else if (k === K.corrupt) damaged.push(row);
    else if (k === K.sync) syncs.push(row);
    else if (k === K.undone) undone.push(row);
  }
  look.last = last;
}

interface Count {
  readonly columns: Columns;
  readonly fates: Uint16Array;
  /** Of each send its first flight that has no end row yet. */
  readonly next: Int32Array;
  count: number;
  kinds: number;
}

function countFlights(counted: Count, from: number, to: number): void {
  const { fates, next } = counted;
  const { kind, ref } = counted.columns;
  let { count, kinds } = counted;
  for (let row = from; row < to; row++) {
    if (kind[row] !== K.send) continue;
    next[row] = count;
    count += (fates[row] as number) || 1;
    if ((ref[row] as number) >= kinds) kinds = (ref[row] as number) + 1;
  }
  counted.count = count;
  counted.kinds = kinds;
}

type Flying = Omit<Flights, 'pending' | 'starts' | 'members'>;

interface Fill {
  readonly columns: Columns;
  readonly fates: Uint16Array;
  readonly next: Int32Array;
  readonly flights: Flying;
}

function fillFlights({ columns, fates, next, flights }: Fill, from: number, to: number): void {
  const { kind, node, peer, cause, time, ref } = columns;
  for (let row = from; row < to; row++) {
    const k = kind[row] as number;
    if (k === K.send) {
      const copies = (fates[row] as number) || 1;
      for (let i = next[row] as number, c = 0; c < copies; i++, c++) {
        flights.send[i] = row;
        flights.kind[i] = ref[row] as number;
        flights.from[i] = node[row] as number;
        flights.to[i] = peer[row] as number;
        flights.t0[i] = time[row] as number;
        flights.copied[i] = copies > 1 ? 1 : 0;
      }
    } else if (k === K.deliver || k === K.lost) {
      const send = cause[row] as number;
      if (send < 0) continue;
      const i = next[send] as number;
      next[send] = i + 1;
      flights.end[i] = row;
      flights.fate[i] = k === K.deliver ? FATE.delivered : FATE.lost;
      flights.t1[i] = time[row] as number;
    }
  }
}

/** Which group a flight is one of: see `Flights.starts`. */
interface Groups {
  readonly flights: Flying;
  readonly lanes: number;
  readonly latency: number;
  readonly starts: Int32Array;
  readonly pending: number[];
  reach: number;
}

function measureFlights(groups: Groups, from: number, to: number): void {
  const { flights, lanes, latency, starts, pending } = groups;
  let { reach } = groups;
  for (let i = from; i < to; i++) {
    const usual = flights.fate[i] === FATE.lost ? (flights.t0[i] as number) + latency : 0;
    const shown = Math.max(flights.t1[i] as number, usual);
    flights.shown[i] = shown;
    if (flights.fate[i] === FATE.pending) pending.push(i);
    else if (shown > reach) reach = shown;
    flights.reach[i] = reach;
    const group = (flights.kind[i] as number) * lanes + (flights.from[i] as number);
    starts[group + 1] = (starts[group + 1] as number) + 1;
  }
  groups.reach = reach;
}

interface Members {
  readonly flights: Flying;
  readonly lanes: number;
  readonly fill: Int32Array;
  readonly members: Int32Array;
}

function groupFlights({ flights, lanes, fill, members }: Members, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const group = (flights.kind[i] as number) * lanes + (flights.from[i] as number);
    const at = fill[group] as number;
    fill[group] = at + 1;
    members[at] = i;
  }
}

function* collectFlights(trace: Indexed, fates: Uint16Array, latency: number): Sliced<Flights> {
  const { rows, end, nodes, columns } = trace;
  const next = new Int32Array(rows);
  const counted: Count = { columns, fates, next, count: 0, kinds: 0 };
  const { count, kinds } = yield* slices(rows, counted, countFlights);
  const flights: Flying = {
    count,
    send: new Int32Array(count),
    end: new Int32Array(count).fill(-1),
    fate: new Uint8Array(count),
    kind: new Uint8Array(count),
    from: new Uint8Array(count),
    to: new Uint8Array(count),
    t0: new Float64Array(count),
    t1: new Float64Array(count).fill(end),
    copied: new Uint8Array(count),
    shown: new Float64Array(count),
    reach: new Float64Array(count),
  };
  yield* slices(rows, { columns, fates, next, flights }, fillFlights);
  const lanes = nodes.length;
  const starts = new Int32Array(kinds * lanes + 1);
  const groups: Groups = { flights, lanes, latency, starts, pending: [], reach: 0 };
  yield* slices(count, groups, measureFlights);
  for (let g = 1; g < starts.length; g++) starts[g] = (starts[g] as number) + (starts[g - 1] as number);
  const members = new Int32Array(count);
  yield* slices(count, { flights, lanes, fill: starts.slice(), members }, groupFlights);
  return { ...flights, pending: typed(groups.pending), starts, members };
}

interface Graph {
  readonly columns: Columns;
  readonly heads: Int32Array;
  readonly previous: Int32Array;
  readonly causeStep: Int32Array;
  readonly ordinals: Int32Array;
  /** By lane. */
  readonly own: readonly number[][];
  readonly timers: readonly number[][];
  readonly rare: number[];
}

function linkSteps(graph: Graph, from: number, to: number): void {
  const { heads, previous, causeStep, ordinals, own, timers, rare } = graph;
  const { kind, node, cause, step } = graph.columns;
  for (let s = from; s < to; s++) {
    const head = heads[s] as number;
    const k = kind[head] as number;
    if (!isNodeStep(k)) continue;
    const lane = node[head] as number;
    const list = own[lane];
    if (!list) continue;
    if (list.length > 0) previous[s] = list[list.length - 1] as number;
    ordinals[s] = list.push(s);
    if (k === K.timer) timers[lane]?.push(s);
    else if (k === K.start || k === K.command) rare.push(s);
    const because = cause[head] as number;
    if (because >= 0) causeStep[s] = step[because] as number;
  }
}

function* stepGraph({ columns, steps, nodes }: Indexed, heads: Int32Array) {
  const graph: Graph = {
    columns,
    heads,
    previous: new Int32Array(steps).fill(-1),
    causeStep: new Int32Array(steps).fill(-1),
    ordinals: new Int32Array(steps),
    own: nodes.map(() => []),
    timers: nodes.map(() => []),
    rare: [],
  };
  const { previous, causeStep, ordinals, own, timers, rare } = yield* slices(steps, graph, linkSteps);
  return {
    previous,
    causeStep,
    ordinals,
    nodeSteps: own.map(typed),
    timerSteps: timers.map(typed),
    rareSteps: typed(rare),
  };
}
