/**
 * What is drawn when there are more messages than room: kinds of which there are very many fade, idle ones first, so that rare
 * ones (an election, a client's request) stay readable among them; what has faded is told as density along the lanes.
 */
import { type Flights, underWay } from './index.ts';
import { sentIn } from './lod.ts';
import { type Density, epochTone, type Model, type View } from './types.ts';

/** Messages of one kind to a pixel of width at which its lines begin to fade, and at which none is left. */
const LIMITS = {
  faint: { from: 0.2, to: 0.7 },
  reply: { from: 0.35, to: 1.1 },
  plain: { from: 0.6, to: 2 },
} as const;

/** How clearly lines of a kind are drawn, 0 … 1, when `perPixel` of them start in every pixel. */
export function fadeFor(style: keyof typeof LIMITS, perPixel: number): number {
  const { from, to } = LIMITS[style];
  return perPixel <= from ? 1 : perPixel >= to ? 0 : (to - perPixel) / (to - from);
}

/** The same for each of `meta.messages`, counted over what is in view. */
export function fadesOfKinds(model: Model, view: View): number[] {
  const { index, meta } = model;
  const { flights } = index;
  const { scale } = view;
  const lanes = index.trace.nodes.length;
  const counts = new Int32Array(meta.messages.length);
  for (const i of underWay(flights, scale.t0)) {
    const kind = flights.kind[i] as number;
    counts[kind] = (counts[kind] as number) + 1;
  }
  for (let group = 0; group + 1 < flights.starts.length; group++) {
    const { low, high } = sentIn(flights, group, scale.t0, scale.t1 + 1);
    const kind = Math.floor(group / lanes);
    counts[kind] = (counts[kind] as number) + high - low;
  }
  const width = Math.max(1, scale.x1 - scale.x0);
  return meta.messages.map((kind, k) =>
    fadeFor(kind.faint ? 'faint' : kind.reply ? 'reply' : 'plain', (counts[k] as number) / width),
  );
}

/** px: one column of density. */
const COLUMN = 3;

/** What each lane sends in kinds whose lines are gone, in columns along it. */
export function placeDensity(model: Model, view: View, fades: readonly number[]): Density[] {
  if (fades.every((fade) => fade > 0)) return [];
  const { index } = model;
  const { flights } = index;
  const { epoch } = index.trace.columns;
  const { scale } = view;
  const columns = Math.ceil((scale.x1 - scale.x0) / COLUMN);
  const nodes = index.trace.nodes.length;
  const counts = new Int32Array(nodes * columns);
  /** The last flight of each column: its epoch gives the tone. */
  const last = new Int32Array(nodes * columns).fill(-1);
  const edges = Array.from({ length: columns + 1 }, (_, c) =>
    c === 0 ? scale.t0 : c === columns ? scale.t1 + 1 : scale.t(scale.x0 + c * COLUMN),
  );
  for (let group = 0; group + 1 < flights.starts.length; group++) {
    if ((fades[Math.floor(group / nodes)] ?? 1) > 0) continue;
    const { low, high } = sentIn(flights, group, scale.t0, scale.t1 + 1);
    let at = low;
    for (let c = 0; c < columns && at < high; c++) {
      const next = firstFrom(flights, edges[c + 1] as number, at, high);
      if (next === at) continue;
      const slot = (group % nodes) * columns + c;
      counts[slot] = (counts[slot] as number) + next - at;
      last[slot] = Math.max(last[slot] as number, flights.members[next - 1] as number);
      at = next;
    }
  }
  const levels = smooth(counts, columns);
  let most = 0;
  for (const level of levels) most = Math.max(most, level);
  const density: Density[] = [];
  for (let node = 0; node < nodes; node++) {
    for (let c = 0; c < columns; c++) {
      const slot = node * columns + c;
      const count = counts[slot] as number;
      if (count === 0) continue;
      density.push({
        node,
        x: scale.x0 + c * COLUMN,
        width: COLUMN,
        count,
        level: (levels[slot] as number) / most,
        tone: epochTone(epoch[flights.send[last[slot] as number] as number] as number),
      });
    }
  }
  return density;
}

/** The first of `members[low … high)` sent at `time` or later: not far from `low` as a rule, so it is sought in leaps from there. */
function firstFrom({ t0, members }: Flights, time: number, low: number, high: number): number {
  let leap = 1;
  while (low + leap < high && (t0[members[low + leap] as number] as number) < time) leap *= 2;
  let end = Math.min(high, low + leap);
  while (low < end) {
    const middle = (low + end) >>> 1;
    if ((t0[members[middle] as number] as number) < time) low = middle + 1;
    else end = middle;
  }
  return low;
}

/** Columns on either side that a level is averaged over: a beat and the width of a column must not make a pattern. */
const NEAR = 5;

/** Each row of `columns` counts, averaged with its neighbours. */
function smooth(counts: Int32Array, columns: number): Float64Array {
  const levels = new Float64Array(counts.length);
  for (let row = 0; row < counts.length; row += columns) {
    for (let c = 0; c < columns; c++) {
      const from = Math.max(0, c - NEAR);
      const to = Math.min(columns - 1, c + NEAR);
      let sum = 0;
      for (let k = from; k <= to; k++) sum += counts[row + k] as number;
      levels[row + c] = sum / (to - from + 1);
    }
  }
  return levels;
}
