/**
 * What is drawn when there are more messages than room: kinds of which there are very many fade, idle ones first, so that rare
 * ones (an election, a client's request) stay readable among them; what has faded is told as density along the lanes.
 */
import { windowOf } from './lod.ts';
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
  const { ref } = index.trace.columns;
  const { scale } = view;
  const counts = new Int32Array(meta.messages.length);
  const { low, high } = windowOf(flights, scale.t0, scale.t1);
  for (let i = low; i < high; i++) {
    if ((flights.shown[i] as number) < scale.t0) continue;
    const kind = ref[flights.send[i] as number] as number;
    counts[kind] = (counts[kind] ?? 0) + 1;
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
  const { ref, epoch } = index.trace.columns;
  const { scale } = view;
  const columns = Math.ceil((scale.x1 - scale.x0) / COLUMN);
  const nodes = index.trace.nodes.length;
  const counts = new Int32Array(nodes * columns);
  const epochs = new Int32Array(nodes * columns);
  const { low, high } = windowOf(flights, scale.t0, scale.t1);
  for (let i = low; i < high; i++) {
    const t = flights.t0[i] as number;
    const send = flights.send[i] as number;
    if (t < scale.t0 || (fades[ref[send] as number] ?? 1) > 0) continue;
    const column = Math.min(columns - 1, Math.floor((scale.x(t) - scale.x0) / COLUMN));
    const slot = (flights.from[i] as number) * columns + column;
    counts[slot] = (counts[slot] as number) + 1;
    epochs[slot] = epoch[send] as number;
  }
  const levels = smooth(counts, columns);
  let most = 0;
  for (const level of levels) most = Math.max(most, level);
  const density: Density[] = [];
  for (let node = 0; node < nodes; node++) {
    for (let c = 0; c < columns; c++) {
      const count = counts[node * columns + c] as number;
      if (count === 0) continue;
      density.push({
        node,
        x: scale.x0 + c * COLUMN,
        width: COLUMN,
        count,
        level: (levels[node * columns + c] as number) / most,
        tone: epochTone(epochs[node * columns + c] as number),
      });
    }
  }
  return density;
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
