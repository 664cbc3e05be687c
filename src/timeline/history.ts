/**
 * The verdict of the judge as marks on a scene: where in real time each operation may have taken effect, so that the order found is
 * the order of these moments, and which operations fit nowhere.
 */
import type { OperationRecord, Trace } from '../engine/trace.ts';
import type { Scene } from './types.ts';

/** Operations of one object, by id, in an order that explains what they returned. */
export interface FoundOrder {
  readonly order: readonly number[];
}

/** A moment between invocation and answer at which an operation may have taken effect. */
export interface EffectPoint {
  readonly operation: number;
  /** µs, not rounded. */
  readonly time: number;
  /** Place in the order, from 1. */
  readonly rank: number;
}

/** How many that come next share the room there is, so that their points stand apart. */
const AHEAD = 24;

/**
 * A point for every operation of the orders. Each object has an order of its own; points in real time make one order of them all
 * (linearizability is local: Herlihy and Wing, 1990).
 */
export function effectPoints(trace: Trace, orders: readonly FoundOrder[]): EffectPoint[] {
  const points = orders.flatMap(({ order }) => pointsOf(trace, order));
  points.sort((a, b) => a.time - b.time);
  return points.map((point, i) => ({ ...point, rank: i + 1 }));
}

function pointsOf(trace: Trace, order: readonly number[]): { operation: number; time: number }[] {
  const records = order.map((id) => trace.operations[id]).filter((record) => record !== undefined);
  const { time } = trace.columns;
  const began = records.map((record) => time[record.invokeRow] as number);
  // None may come after one that follows it in the order was answered.
  const latest = records.map((record) => answeredBy(trace, record));
  for (let i = latest.length - 2; i >= 0; i--) {
    latest[i] = Math.min(latest[i] as number, latest[i + 1] as number);
  }
  let last = 0;
  return records.map((record, i) => {
    const from = Math.max(last, began[i] as number);
    let until = latest[i] as number;
    // Of unknown outcome: its effect may come much later, but is shown before the client gave up if it can be.
    const gaveUp = record.replyRow >= 0 ? (time[record.replyRow] as number) : until;
    if (gaveUp > from) until = Math.min(until, gaveUp);
    let sharing = 1;
    for (let j = i + 1; j <= i + AHEAD && j < records.length && (began[j] as number) < until; j++) sharing++;
    last = from + Math.max(0, until - from) / (sharing + 1);
    return { operation: record.id, time: last };
  });
}

/** µs by which an operation had taken effect if it did: the end of the run where nobody was told. */
function answeredBy(trace: Trace, { outcome, replyRow }: OperationRecord): number {
  return outcome === 'ok' ? (trace.columns.time[replyRow] as number) : trace.end;
}

/** The step at which an operation was answered; while it was not, the one at which it began. */
export function stepOfOperation(trace: Trace, { invokeRow, replyRow }: OperationRecord): number {
  return trace.columns.step[replyRow >= 0 ? replyRow : invokeRow] as number;
}

export interface HistoryMarks {
  readonly ticks: readonly {
    readonly operation: number;
    /** The step its bar begins with: the tick fades with it. */
    readonly step: number;
    readonly x: number;
    readonly y: number;
    /** Its place in the order; empty where there is no room for it. */
    readonly label: string;
    /** The end of its bar, if the tick stands beyond it: it took effect after its client had given up. */
    readonly beyond: number | null;
  }[];
  readonly unplaced: readonly {
    readonly operation: number;
    readonly step: number;
    readonly x0: number;
    readonly x1: number;
    readonly y: number;
  }[];
}

/** px: half the width of the bead that carries a number, and what is left free beside it. */
export function beadHalf(label: string): number {
  return Math.max(7, 4 + label.length * 3.2);
}
const APART = 8;
/** px: ticks of a lane closer than this are drawn once. */
const DENSE = 5;

/** Places points and unplaceable operations on a scene; only what is in view. */
export function placeHistory(
  scene: Scene,
  points: readonly EffectPoint[],
  unplaced: readonly number[],
): HistoryMarks {
  const { scale } = scene.view;
  const bars = new Map(scene.operations.map((bar) => [bar.operation, bar]));
  const taken = new Map<number, number>();
  const drawn = new Map<number, number>();
  const ticks = points.flatMap(({ operation, time, rank }) => {
    const bar = bars.get(operation);
    const x = scale.x(time);
    if (bar === undefined || x < scale.x0 - 2 || x > scale.x1 + 2) return [];
    if (x - (drawn.get(bar.y) ?? -Infinity) < DENSE) return [];
    drawn.set(bar.y, x);
    const text = `${rank}`;
    const half = beadHalf(text);
    const free = x - half >= (taken.get(bar.y) ?? -Infinity);
    if (free) taken.set(bar.y, x + half + APART);
    const beyond = bar.outcome === 'info' && x > bar.x1 ? bar.x1 : null;
    return [{ operation, step: bar.step, x, y: bar.y, label: free ? text : '', beyond }];
  });
  return {
    ticks,
    unplaced: unplaced.flatMap((operation) => {
      const bar = bars.get(operation);
      return bar === undefined ? [] : [{ operation, step: bar.step, x0: bar.x0, x1: bar.x1, y: bar.y }];
    }),
  };
}
