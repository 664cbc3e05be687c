/** What a step can have been caused by, and what it can have caused, in a run on show: by the order that `query/causality.ts` defines. */
import { isNodeStep, K, NO_NODE } from '../../engine/trace.ts';
import { cones, FUTURE, type Order } from '../../query/cones.ts';
import { FATE, type TraceIndex } from '../../timeline/index.ts';

const orders = new WeakMap<Int32Array, Order>();

/** The order of a run's steps, from columns that came with it: a step handles at most one message. */
export function orderOf({ heads, previous, causeStep, trace }: TraceIndex): Order {
  const known = orders.get(causeStep);
  if (known) return known;
  const { kind, node } = trace.columns;
  const { steps } = trace;
  const first = new Int32Array(steps + 1);
  const sources = new Int32Array(steps);
  let count = 0;
  for (let s = 0; s < steps; s++) {
    first[s] = count;
    const head = heads[s] as number;
    const source = causeStep[s] as number;
    if (kind[head] !== K.deliver || source < 0) continue;
    const from = node[heads[source] as number] as number;
    if (from !== NO_NODE && from !== node[head]) sources[count++] = source;
  }
  first[steps] = count;
  const order = { steps, previous, first, sources: sources.slice(0, count) };
  orders.set(causeStep, order);
  return order;
}

/**
 * Cones of a step (see `cones`). Of a message that was lost those of its sending, which is all that it is after; null for what
 * has no place in the order at all, a fault of the network say.
 */
export function conesOf(index: TraceIndex, step: number): Uint8Array | null {
  const { heads, trace } = index;
  if (step < 0 || step >= trace.steps) return null;
  const { kind, cause } = trace.columns;
  const head = heads[step] as number;
  const own = kind[head] === K.lost ? (trace.columns.step[cause[head] as number] ?? -1) : step;
  if (own < 0 || !isNodeStep(kind[heads[own] as number] as number)) return null;
  const marks = cones(orderOf(index), own);
  if (own !== step) marks[step] = FUTURE;
  return marks;
}

/** Whether a message lies on a causal path through the step the cones are of. */
export function flightInCones(index: TraceIndex, marks: Uint8Array, flight: number): boolean {
  const { step } = index.trace.columns;
  const from = marks[step[index.flights.send[flight] as number] as number] as number;
  if (index.flights.fate[flight] !== FATE.delivered) return (from & FUTURE) !== 0;
  return (from & (marks[step[index.flights.end[flight] as number] as number] as number)) !== 0;
}
