/**
 * What the page asks of a trace again and again: the inverse of `cause` (what became of each send), the steps of each node in
 * order, and what caused them. Columns throughout; they are built once (`build.ts`), in the worker, and handed over.
 */
import type { Trace } from '../engine/trace.ts';
import { NO_NODE } from '../engine/trace.ts';

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
  /** Index into `meta.messages`. */
  readonly kind: Uint8Array;
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
  /** Latest `shown` among this flight and all before it that are not pending: lets a window be found by halving. */
  readonly reach: Float64Array;
  /** Flights still under way when the run ended: they reach every later window. Ascending. */
  readonly pending: Int32Array;
  /** Flights of one kind from one lane, in order: `members[starts[g] … starts[g + 1])` with g = kind × lanes + lane. */
  readonly starts: Int32Array;
  readonly members: Int32Array;
}

export interface TraceIndex {
  readonly trace: Trace;
  /** Row of the head of each step. */
  readonly heads: Int32Array;
  /** Per-node number (from 1) of each step, 0 for steps of the network: step 40 may be `S3#17`. */
  readonly ordinals: Int32Array;
  readonly flights: Flights;
  /** Steps of each node, in order. */
  readonly nodeSteps: readonly Int32Array[];
  /** Those of them that are expired timers. */
  readonly timerSteps: readonly Int32Array[];
  /** Boots and commands, of all nodes. */
  readonly rareSteps: Int32Array;
  /** Rows in which an input of the network acted or found nothing to act on (kinds `fault` and `ignored`). */
  readonly inputRows: Int32Array;
  /** Rows that say that a message was damaged (kind `corrupt`), and heads of steps in which a write became safe (kind `sync`). */
  readonly corruptRows: Int32Array;
  readonly syncRows: Int32Array;
  /** Rows that say that a node went down with a write on its way (kind `undone`). */
  readonly undoneRows: Int32Array;
  /** The step before on the same node, −1 if none or a step of the network. */
  readonly previous: Int32Array;
  /** The step that caused this one through a message or a timer, −1 if none. */
  readonly causeStep: Int32Array;
  /** A usual one-way delay in this run, µs: the slant of messages that never arrived. */
  readonly latency: number;
}

/** An index on its way from the worker: the trace it is of travels by itself. */
export type LooseIndex = Omit<TraceIndex, 'trace'>;

/** Index of the first element of ascending `values[0, length)` that is ≥ `value`; `length` if none. */
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

/**
 * Flights sent before `time` that are still under way then, ascending.
 * @param slack µs: those that ended up to so long before `time` count too
 */
export function underWay(flights: Flights, time: number, slack = 0): number[] {
  const { t0, shown, reach, fate, pending } = flights;
  const found: number[] = [];
  const first = lowerBound(t0, time);
  for (const i of pending) if (i < first && (shown[i] as number) >= time - slack) found.push(i);
  const waiting = found.length;
  for (let i = lowerBound(reach, time - slack); i < first; i++) {
    if ((shown[i] as number) >= time - slack && fate[i] !== FATE.pending) found.push(i);
  }
  return waiting > 0 && found.length > waiting ? found.sort((a, b) => a - b) : found;
}

/** The first flight of the send in this row, −1 if there is none. */
export function flightOf({ flights }: TraceIndex, send: number): number {
  const flight = lowerBound(flights.send, send);
  return flights.send[flight] === send ? flight : -1;
}
