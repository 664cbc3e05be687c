/**
 * Builds the index of a trace. Every pass is linear in rows, flights or steps, and the work can be paused between slices: the
 * worker must hear a cancel in the middle of a million rows.
 */
import type { Trace } from '../engine/trace.ts';
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

/** Runs `body` over 0 … count, a slice at a time. */
function* slices(count: number, body: (from: number, to: number) => void): Sliced<void> {
  for (let from = 0; from < count; from += SLICE) {
    body(from, Math.min(count, from + SLICE));
    yield;
  }
}

function typed(list: readonly number[]): Int32Array {
  return Int32Array.from(list);
}

/** Median of a sample of one-way delays. */
function usualLatency({ columns, rows }: Indexed, fallback: number): number {
  const { kind, cause, time } = columns;
  const delays: number[] = [];
  const stride = Math.max(1, Math.floor(rows / 2000));
  for (let row = 0; row < rows; row += stride) {
    if (kind[row] !== K.deliver) continue;
    const send = cause[row] as number;
    if (send >= 0) delays.push((time[row] as number) - (time[send] as number));
  }
  if (delays.length === 0) return fallback;
  delays.sort((a, b) => a - b);
  return Math.max(1, delays[delays.length >> 1] as number);
}

/** Heads of steps, how many fates each row has (only a send has any), and the rows of the rarer kinds. */
function* firstLook({ columns, rows, steps }: Indexed) {
  const { kind, cause, step } = columns;
  const heads = new Int32Array(steps);
  const fates = new Uint16Array(rows);
  const inputs: number[] = [];
  const damaged: number[] = [];
  const syncs: number[] = [];
  let last = -1;
  yield* slices(rows, (from, to) => {
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
    }
  });
  return { heads, fates, inputRows: typed(inputs), corruptRows: typed(damaged), syncRows: typed(syncs) };
}

function* collectFlights(trace: Indexed, fates: Uint16Array, latency: number): Sliced<Flights> {
  const { rows, end, nodes } = trace;
  const { kind, node, peer, cause, time, ref } = trace.columns;
  /** Of each send its first flight that has no end row yet. */
  const next = new Int32Array(rows);
  let count = 0;
  let kinds = 0;
  yield* slices(rows, (from, to) => {
    for (let row = from; row < to; row++) {
      if (kind[row] !== K.send) continue;
      next[row] = count;
      count += (fates[row] as number) || 1;
      if ((ref[row] as number) >= kinds) kinds = (ref[row] as number) + 1;
    }
  });
  const flights = {
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
  yield* slices(rows, (from, to) => {
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
  });
  const lanes = nodes.length;
  const starts = new Int32Array(kinds * lanes + 1);
  const pending: number[] = [];
  let reach = 0;
  yield* slices(count, (from, to) => {
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
  });
  for (let g = 1; g < starts.length; g++) starts[g] = (starts[g] as number) + (starts[g - 1] as number);
  const members = new Int32Array(count);
  const fill = starts.slice();
  yield* slices(count, (from, to) => {
    for (let i = from; i < to; i++) {
      const group = (flights.kind[i] as number) * lanes + (flights.from[i] as number);
      const at = fill[group] as number;
      fill[group] = at + 1;
      members[at] = i;
    }
  });
  return { ...flights, pending: Int32Array.from(pending), starts, members };
}

function* stepGraph({ columns, steps, nodes }: Indexed, heads: Int32Array) {
  const { kind, node, cause, step } = columns;
  const previous = new Int32Array(steps).fill(-1);
  const causeStep = new Int32Array(steps).fill(-1);
  const ordinals = new Int32Array(steps);
  const own = nodes.map((): number[] => []);
  const timers = nodes.map((): number[] => []);
  const rare: number[] = [];
  yield* slices(steps, (from, to) => {
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
  });
  return {
    previous,
    causeStep,
    ordinals,
    nodeSteps: own.map(typed),
    timerSteps: timers.map(typed),
    rareSteps: typed(rare),
  };
}
