/** Clocks that are off: what a node's own clock shows, and the ruler that makes it visible. */
import type { Input, Micros, NodeId } from '../engine/runspec.ts';
import { niceStep, type TimeScale } from './scale.ts';
import type { Model, Ruler, View } from './types.ts';

/** A stretch of true time in which the node's wall clock shows `local + rate × (t − t0)`. */
export interface ClockPiece {
  readonly t0: Micros;
  readonly t1: Micros;
  readonly local: Micros;
  /** 0: it stands still. */
  readonly rate: number;
}

/**
 * Straight pieces of a node's wall clock over [0, runEnd]. One piece at rate 1 when no fault touches it. Of several faults the one
 * that started last counts, its rate and its offset each by itself; what a clock jumps stays.
 */
export function clockPieces(inputs: readonly Input[], node: NodeId, runEnd: Micros): ClockPiece[] {
  const faults = inputs
    .flatMap((input) =>
      'fault' in input && input.fault.type === 'clock' && input.fault.node === node
        ? [{ at: input.at, until: input.fault.until ?? Infinity, fault: input.fault }]
        : [],
    )
    // Sorting keeps the order of the document where times are equal.
    .sort((a, b) => a.at - b.at);
  const edges = [...new Set([0, runEnd, ...faults.flatMap((f) => [f.at, f.until])])]
    .filter((t) => t >= 0 && t <= runEnd)
    .sort((a, b) => a - b);
  const pieces: ClockPiece[] = [];
  let gained = 0;
  for (let i = 0; i + 1 < edges.length; i++) {
    const t0 = edges[i] as number;
    const t1 = edges[i + 1] as number;
    for (const { at, fault } of faults) if (at === t0) gained += fault.step ?? 0;
    const active = faults.filter((f) => f.at <= t0 && t0 < f.until).map((f) => f.fault);
    const bent = active.findLast((fault) => fault.stop || fault.driftPpm !== undefined);
    const offset = active.findLast((fault) => fault.offset !== undefined)?.offset ?? 0;
    const drift = bent?.stop ? -1 : (bent?.driftPpm ?? 0) / 1_000_000;
    pieces.push({ t0, t1, local: t0 + gained + offset, rate: 1 + drift });
    gained += drift * (t1 - t0);
  }
  return pieces;
}

/** What is in view of pieces, from `from` on, without the stretches of the axis that are drawn shorter: ticks would crowd there. */
function shownPieces(pieces: readonly ClockPiece[], from: Micros, scale: TimeScale) {
  return pieces.flatMap((piece) => {
    const end = Math.min(piece.t1, scale.t1);
    const shown: { readonly piece: ClockPiece; readonly t0: Micros; readonly t1: Micros }[] = [];
    let t0 = Math.max(piece.t0, from, scale.t0);
    for (const gap of scale.gaps) {
      if (gap.t1 <= t0 || gap.t0 >= end) continue;
      if (gap.t0 > t0) shown.push({ piece, t0, t1: gap.t0 });
      // A clock that stands still has no ticks to crowd.
      if (piece.rate <= 0) shown.push({ piece, t0: Math.max(t0, gap.t0), t1: Math.min(end, gap.t1) });
      t0 = gap.t1;
    }
    if (t0 < end) shown.push({ piece, t0, t1: end });
    return shown;
  });
}

const bentByInputs = new WeakMap<readonly Input[], ReadonlyMap<NodeId, Micros>>();

/** When each clock that a fault touches is first touched: found once for a run. */
function bentFrom(inputs: readonly Input[]): ReadonlyMap<NodeId, Micros> {
  const known = bentByInputs.get(inputs);
  if (known) return known;
  const found = new Map<NodeId, Micros>();
  for (const input of inputs) {
    if (!('fault' in input) || input.fault.type !== 'clock') continue;
    const { node } = input.fault;
    found.set(node, Math.min(input.at, found.get(node) ?? input.at));
  }
  bentByInputs.set(inputs, found);
  return found;
}

/** Rulers of all nodes with a clock fault, from their first fault on; only the ticks in view. */
export function placeRulers(model: Model, view: View): Ruler[] {
  const { inputs, until } = model.resolved.spec;
  const { scale } = view;
  const major = niceStep(scale.perPixel * 62);
  const minor = major / 4;
  const rulers: Ruler[] = [];
  const starts = bentFrom(inputs);
  for (const lane of view.lanes.list) {
    const from = starts.get(lane.id);
    if (from === undefined) continue;
    const ticks: { x: number; major: boolean; label: string }[] = [];
    const still: { x0: number; x1: number }[] = [];
    for (const { piece, t0, t1 } of shownPieces(clockPieces(inputs, lane.id, until), from, scale)) {
      if (piece.rate <= 0) {
        still.push({ x0: scale.x(t0), x1: scale.x(t1) });
        continue;
      }
      const localAt = (t: number) => piece.local + piece.rate * (t - piece.t0);
      // A clock many times too fast would have more ticks than pixels.
      const step = minor * Math.max(1, Math.ceil(piece.rate / 2));
      for (let k = Math.ceil(localAt(t0) / step); k * step <= localAt(t1); k++) {
        const x = scale.x(piece.t0 + (k * step - piece.local) / piece.rate);
        const isMajor = Math.round((k * step) / minor) % 4 === 0;
        ticks.push({ x, major: isMajor, label: isMajor ? `${Math.round(k * step) / 1000}` : '' });
      }
    }
    const x0 = Math.max(scale.x0, scale.x(from));
    if (x0 > scale.x1) continue;
    rulers.push({
      node: lane.node,
      x0,
      x1: Math.min(scale.x1, scale.x(until)),
      y: lane.y + 16,
      ticks,
      still,
    });
  }
  return rulers;
}
