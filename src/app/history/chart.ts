/** Numbers of the chart: lanes by client, time in pixels, bars and ticks that are in view. */
import type { OperationRecord, Trace } from '../../engine/trace.ts';
import { beadHalf, type EffectPoint } from '../../timeline/history.ts';

export interface ChartScale {
  /** µs at the left and right edge. */
  readonly t0: number;
  readonly t1: number;
  /** px, all of it; more than there is room for when bars would be too short to be told apart. */
  readonly width: number;
  x(time: number): number;
}

/** px */
export const LANE = 34;
const SHORT_BAR = 26;
const WIDEST = 30_000;
const EDGE = 10;

/** From the first question to the last answer. @param room px */
export function chartScale(trace: Trace, room: number): ChartScale {
  const { time } = trace.columns;
  const lengths: number[] = [];
  let [t0, t1] = [Infinity, 0];
  for (const { invokeRow, replyRow } of trace.operations) {
    const from = time[invokeRow] as number;
    const until = replyRow >= 0 ? (time[replyRow] as number) : trace.end;
    t0 = Math.min(t0, from);
    t1 = Math.max(t1, until);
    if (replyRow >= 0) lengths.push(until - from);
  }
  if (t0 > t1) [t0, t1] = [0, Math.max(1, trace.end)];
  lengths.sort((a, b) => a - b);
  const short = lengths[lengths.length >> 2] ?? t1 - t0;
  const span = Math.max(1, t1 - t0);
  const wanted = short > 0 ? (span / short) * SHORT_BAR : room;
  const width = Math.min(WIDEST, Math.max(room, Math.round(wanted)));
  const perMicro = (width - 2 * EDGE) / span;
  return { t0, t1, width, x: (t) => EDGE + (t - t0) * perMicro };
}

export interface ChartBar {
  readonly record: OperationRecord;
  readonly lane: number;
  readonly x0: number;
  readonly x1: number;
}

/** Clients in the order of their lanes. */
export function chartLanes(trace: Trace): readonly string[] {
  const active = new Set(trace.operations.map(({ node }) => node));
  return trace.nodes.map(({ id }) => id).filter((id) => active.has(id));
}

/** Bars that reach into [left, right], px. */
export function chartBars(
  trace: Trace,
  lanes: readonly string[],
  scale: ChartScale,
  [left, right]: readonly [number, number],
): ChartBar[] {
  const { time } = trace.columns;
  const bars: ChartBar[] = [];
  for (const record of trace.operations) {
    const x0 = scale.x(time[record.invokeRow] as number);
    const until = record.replyRow >= 0 ? (time[record.replyRow] as number) : trace.end;
    const x1 = Math.max(x0 + 3, scale.x(until));
    if (x1 < left) continue;
    // Questions stand in the order of time: all that follow begin further right.
    if (x0 > right) break;
    bars.push({ record, lane: lanes.indexOf(record.node), x0, x1 });
  }
  return bars;
}

export interface ChartTick {
  readonly operation: number;
  readonly lane: number;
  readonly x: number;
  /** Empty where the number would run into the one before. */
  readonly label: string;
}

export function chartTicks(
  points: readonly EffectPoint[],
  bars: readonly ChartBar[],
  scale: ChartScale,
): ChartTick[] {
  const lanes = new Map(bars.map(({ record, lane }) => [record.id, lane]));
  const taken = new Map<number, number>();
  return points.flatMap(({ operation, time, rank }) => {
    const lane = lanes.get(operation);
    if (lane === undefined) return [];
    const x = scale.x(time);
    const half = beadHalf(`${rank}`);
    const free = x - half >= (taken.get(lane) ?? -Infinity);
    if (free) taken.set(lane, x + half + 1);
    return [{ operation, lane, x, label: free ? `${rank}` : '' }];
  });
}
