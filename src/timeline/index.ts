/**
 * What the timeline asks of a trace again and again, worked out once: the inverse of `cause` (what became of each send), the
 * steps of each node in order, and the causal cones of a step. Columns throughout, so 100,000 rows cost milliseconds.
 */
import { isNodeStep, K, NO_NODE, type Trace } from '../engine/trace.ts';

/** What became of a message. */
export const FATE = { pending: 0, delivered: 1, lost: 2 } as const;

/**
 * One entry per (send, fate), in the order of the sends: a duplicated message has two, one still in flight at the end of the
 * run has one without an end row.
 */
export interface Flights {
  readonly count: number;
  /** Row of the send. Never decreasing. */
  readonly send: Int32Array;
  /** Row of the `deliver` or `lost`, −1 while in flight. */
  readonly end: Int32Array;
  /** One of FATE. */
  readonly fate: Uint8Array;
  /** Lane indexes. */
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  /** µs. Never decreasing. */
  readonly t0: Float64Array;
  /** µs; of a pending flight the end of the trace. */
  readonly t1: Float64Array;
  /** Whether the send has more than one fate. */
  readonly copied: Uint8Array;
  /** Where its line ends, µs: a lost message is drawn as if it had travelled for the usual delay. */
  readonly shown: Float64Array;
  /** Latest `shown` among this flight and all before it: lets a window be found by halving. */
  readonly reach: Float64Array;
}

export interface TraceIndex {
  readonly trace: Trace;
  readonly heads: Int32Array;
  readonly flights: Flights;
  /** Steps of each node, in order. */
  readonly nodeSteps: readonly Int32Array[];
  /** The step before on the same node, −1 if none or a step of the network. */
  readonly previous: Int32Array;
  /** The step that caused this one through a message or a timer, −1 if none. */
  readonly causeStep: Int32Array;
  /** A usual one-way delay in this run, µs: the slant of messages that never arrived. */
  readonly latency: number;
}

/** Row of the first element of ascending `values[0, length)` that is ≥ `value`; `length` if none. */
export function lowerBound(values: ArrayLike<number>, value: number, length = values.length): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param fallbackLatency µs, used when no message of the run has arrived. */
export function indexTrace(trace: Trace, heads: Int32Array, fallbackLatency = 20_000): TraceIndex {
  const latency = usualLatency(trace, fallbackLatency);
  return { trace, heads, latency, flights: collectFlights(trace, latency), ...stepGraph(trace, heads) };
}

function usualLatency(trace: Trace, fallback: number): number {
  const { kind, cause, time } = trace.columns;
  const delays: number[] = [];
  const stride = Math.max(1, Math.floor(trace.rows / 5000));
  for (let row = 0; row < trace.rows; row += stride) {
    if (kind[row] !== K.deliver) continue;
    const send = cause[row] as number;
    if (send >= 0) delays.push((time[row] as number) - (time[send] as number));
  }
  if (delays.length === 0) return fallback;
  delays.sort((a, b) => a - b);
  return Math.max(1, delays[delays.length >> 1] as number);
}

function collectFlights(trace: Trace, latency: number): Flights {
  const { kind, node, peer, cause, time } = trace.columns;
  const fates = new Int32Array(trace.rows);
  let count = 0;
  for (let row = 0; row < trace.rows; row++) {
    if (kind[row] === K.deliver || kind[row] === K.lost) {
      const send = cause[row] as number;
      if (send >= 0) fates[send] = (fates[send] as number) + 1;
    }
  }
  const first = new Int32Array(trace.rows);
  for (let row = 0; row < trace.rows; row++) {
    first[row] = count;
    if (kind[row] === K.send) count += Math.max(1, fates[row] as number);
  }
  const flights = {
    count,
    send: new Int32Array(count),
    end: new Int32Array(count).fill(-1),
    fate: new Uint8Array(count),
    from: new Uint8Array(count),
    to: new Uint8Array(count),
    t0: new Float64Array(count),
    t1: new Float64Array(count),
    copied: new Uint8Array(count),
    shown: new Float64Array(count),
    reach: new Float64Array(count),
  };
  for (let row = 0; row < trace.rows; row++) {
    if (kind[row] !== K.send) continue;
    const copies = Math.max(1, fates[row] as number);
    for (let i = first[row] as number, k = 0; k < copies; i++, k++) {
      flights.send[i] = row;
      flights.from[i] = node[row] as number;
      flights.to[i] = peer[row] as number;
      flights.t0[i] = time[row] as number;
      flights.t1[i] = trace.end;
      flights.copied[i] = copies > 1 ? 1 : 0;
    }
  }
  const filled = new Int32Array(trace.rows);
  for (let row = 0; row < trace.rows; row++) {
    if (kind[row] !== K.deliver && kind[row] !== K.lost) continue;
    const send = cause[row] as number;
    if (send < 0) continue;
    const i = (first[send] as number) + (filled[send] as number);
    filled[send] = (filled[send] as number) + 1;
    flights.end[i] = row;
    flights.fate[i] = kind[row] === K.deliver ? FATE.delivered : FATE.lost;
    flights.t1[i] = time[row] as number;
  }
  let reach = 0;
  for (let i = 0; i < count; i++) {
    const usual = flights.fate[i] === FATE.lost ? (flights.t0[i] as number) + latency : 0;
    flights.shown[i] = Math.max(flights.t1[i] as number, usual);
    reach = Math.max(reach, flights.shown[i] as number);
    flights.reach[i] = reach;
  }
  return flights;
}

function stepGraph(trace: Trace, heads: Int32Array) {
  const { kind, node, cause, step } = trace.columns;
  const previous = new Int32Array(trace.steps).fill(-1);
  const causeStep = new Int32Array(trace.steps).fill(-1);
  const lists: number[][] = trace.nodes.map(() => []);
  for (let s = 0; s < trace.steps; s++) {
    const head = heads[s] as number;
    if (!isNodeStep(kind[head] as number)) continue;
    const list = lists[node[head] as number];
    if (!list) continue;
    previous[s] = list.length > 0 ? (list[list.length - 1] as number) : -1;
    list.push(s);
    const because = cause[head] as number;
    if (because >= 0) causeStep[s] = step[because] as number;
  }
  return { previous, causeStep, nodeSteps: lists.map((list) => Int32Array.from(list)) };
}

/** Bits of `cones`. */
export const PAST = 1;
export const FUTURE = 2;

/**
 * For every step, whether it happened before `step` (PAST), after it (FUTURE), or neither (0: concurrent). The step itself has
 * both bits. One pass each way, because a cause always has the smaller number.
 */
export function cones(index: TraceIndex, step: number): Uint8Array {
  const { previous, causeStep } = index;
  const marks = new Uint8Array(index.trace.steps);
  if (step < 0 || step >= marks.length) return marks;
  marks[step] = PAST;
  for (let s = step; s >= 0; s--) {
    if (!((marks[s] as number) & PAST)) continue;
    const p = previous[s] as number;
    const c = causeStep[s] as number;
    if (p >= 0) marks[p] = PAST;
    if (c >= 0) marks[c] = PAST;
  }
  marks[step] = PAST | FUTURE;
  for (let s = step + 1; s < marks.length; s++) {
    const p = previous[s] as number;
    const c = causeStep[s] as number;
    if ((p >= 0 && (marks[p] as number) & FUTURE) || (c >= 0 && (marks[c] as number) & FUTURE))
      marks[s] = FUTURE;
  }
  return marks;
}

/** Whether a message lies on a causal path through the step the cones are of. */
export function flightInCones(index: TraceIndex, marks: Uint8Array, flight: number): boolean {
  const { step } = index.trace.columns;
  const from = marks[step[index.flights.send[flight] as number] as number] as number;
  if (index.flights.fate[flight] !== FATE.delivered) return (from & FUTURE) !== 0;
  return (from & (marks[step[index.flights.end[flight] as number] as number] as number)) !== 0;
}

/** The first step at or after `time`; the number of steps if there is none. */
export function firstStepFrom(index: TraceIndex, time: number): number {
  let low = 0;
  let high = index.heads.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeOf(index, middle) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last step at or before `time`, 0 if the run has none so early. */
export function stepAt(index: TraceIndex, time: number): number {
  return Math.max(0, firstStepFrom(index, Math.floor(time) + 1) - 1);
}

/** Time of a step, µs. */
export function timeOf(index: TraceIndex, step: number): number {
  const head = index.heads[step];
  return head === undefined ? 0 : (index.trace.columns.time[head] as number);
}

/** Lane of a step, or −1 for a step of the network that belongs to no node. */
export function laneOf(index: TraceIndex, step: number): number {
  const head = index.heads[step];
  if (head === undefined) return -1;
  const node = index.trace.columns.node[head] as number;
  return node === NO_NODE ? -1 : node;
}

/** The step of `node` nearest in time, −1 if it has none. */
export function nearestStep(index: TraceIndex, node: number, time: number): number {
  const steps = index.nodeSteps[node];
  if (!steps || steps.length === 0) return -1;
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeOf(index, steps[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  const after = steps[Math.min(low, steps.length - 1)] as number;
  const before = steps[Math.max(0, low - 1)] as number;
  return Math.abs(timeOf(index, before) - time) <= Math.abs(timeOf(index, after) - time) ? before : after;
}

/** The `nth` message (from 1) sent on a link at or after `at`: its first flight, −1 if there is none. */
export function nthFlight(index: TraceIndex, from: number, to: number, at: number, nth: number): number {
  const { flights } = index;
  let left = nth;
  let last = -1;
  for (let i = lowerBound(flights.t0, at); i < flights.count; i++) {
    if (flights.from[i] !== from || flights.to[i] !== to || flights.send[i] === last) continue;
    last = flights.send[i] as number;
    if (--left === 0) return i;
  }
  return -1;
}
