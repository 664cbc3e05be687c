/**
 * What faults did inside the steps of others, found once per trace: messages and writes that faults had waited for, messages
 * damaged on their way, and writes that became safe later than they were made.
 */
import type { Trace } from '../engine/trace.ts';
import { K } from '../engine/trace.ts';
import type { TraceIndex } from './index.ts';

export interface Strikes {
  /** By input: the row that says what a fault that waited has struck. Its `cause` is the send, or the head of the step that wrote. */
  readonly hits: ReadonlyMap<number, number>;
  /** By send: the row that says its message was damaged. */
  readonly damaged: ReadonlyMap<number, number>;
  /** Heads of steps in which a write became safe, in order. Their `cause` is the head of the step that wrote. */
  readonly syncs: Int32Array;
  /** Their times. */
  readonly syncTimes: Float64Array;
  /** Those rows, and the ones that say that a write was undone before: where each write that took its time came to an end, in order. */
  readonly writeEnds: Int32Array;
  readonly writeEndTimes: Float64Array;
}

const known = new WeakMap<TraceIndex, Strikes>();

export function strikesOf(index: TraceIndex): Strikes {
  const found = known.get(index);
  if (found) return found;
  const { columns } = index.trace;
  const { cause, ref, time } = columns;
  const hits = new Map<number, number>();
  const damaged = new Map<number, number>();
  for (const row of index.inputRows) if (isHit(columns, row)) hits.set(ref[row] as number, row);
  for (const row of index.corruptRows) damaged.set(cause[row] as number, row);
  const syncs = index.syncRows;
  const syncTimes = Float64Array.from(syncs, (row) => time[row] as number);
  const writeEnds = sortedRows(syncs, index.undoneRows);
  const writeEndTimes = Float64Array.from(writeEnds, (row) => time[row] as number);
  const strikes = { hits, damaged, syncs, syncTimes, writeEnds, writeEndTimes };
  known.set(index, strikes);
  return strikes;
}

/** Both lists in one, in order. There may be hundreds of thousands: more than a call takes arguments. */
function sortedRows(some: Int32Array, more: Int32Array): Int32Array {
  const all = new Int32Array(some.length + more.length);
  all.set(some);
  all.set(more, some.length);
  return all.sort();
}

/** Whether a `fault` row says that a fault has found what it waited for: such a row stands in a step and has a cause. */
export function isHit({ kind, cause, epoch }: Trace['columns'], row: number): boolean {
  return kind[row] === K.fault && (cause[row] as number) >= 0 && epoch[row] === 1;
}

/**
 * Whether what arrives (or is lost) in row `end` is not what was sent; with `end` −1, whether it will be.
 * @param copied the message arrives more than once: of its copies only one is damaged
 */
export function isDamaged(index: TraceIndex, send: number, end: number, copied: boolean): boolean {
  if (!strikesOf(index).damaged.has(send)) return false;
  const { content } = index.trace.columns;
  return end < 0 || !copied || content[end] !== content[send];
}
