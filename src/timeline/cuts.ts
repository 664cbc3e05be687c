/** Cuts as objects on the timeline: their sides, their jagged lines, and the stretches of one that flaps. */
import type { Fault, Input, Micros, NodeId } from '../engine/runspec.ts';
import { endOf } from './edit.ts';
import { sideLetter } from './sides.ts';
import type { Box, Model, SideLetter, View } from './types.ts';

/** Of a flapping cut so many stretches are drawn one by one. */
const MOST_PIECES = 2000;

/** What a flapping fault needs to know of itself. */
export interface Flapping {
  readonly model: Model;
  readonly view: View;
  readonly input: number;
}

/** The stretches in which a flapping cut is on; null if that is all of it. */
export function flapSpans(
  at: Micros,
  end: Micros,
  flap: { readonly down: Micros; readonly up: Micros } | undefined,
): (readonly [Micros, Micros])[] {
  if (!flap) return [[at, end]];
  const spans: [Micros, Micros][] = [];
  const period = Math.max(1, flap.down + flap.up);
  for (let t = at; t < end && spans.length < MOST_PIECES; t += period) {
    spans.push([t, Math.min(end, t + flap.down)]);
  }
  return spans;
}

export function flaps({ model, view, input }: Flapping, fault: Fault, body: Box): readonly Box[] {
  if (!('flap' in fault) || !fault.flap) return [body];
  const { spec } = model.resolved;
  const entry = spec.inputs[input] as Input;
  return flapSpans(entry.at, endOf(entry, spec.until), fault.flap).map(([t0, t1]) => {
    const x = view.scale.x(t0);
    return { ...body, x, width: view.scale.x(t1) - x };
  });
}

export function placePartition(
  groups: readonly (readonly NodeId[])[],
  view: View,
  x0: number,
  x1: number,
  laneOf: (id: NodeId) => number,
) {
  const side = new Map<number, number>();
  groups.forEach((group, g) => {
    for (const id of group) side.set(laneOf(id), g);
  });
  const { list } = view.lanes;
  const zigzags: number[] = [];
  const letters: SideLetter[] = [];
  const loose: SideLetter[] = [];
  // A cut that began left of the picture keeps its letters at the edge.
  const letterX = x0 < view.scale.x0 - 8 ? Math.min(view.scale.x0, x1) : x0;
  list.forEach((lane, i) => {
    const mine = side.get(lane.node);
    if (mine === undefined) {
      loose.push({ node: lane.node, side: -1, letter: '–', x: letterX, y: lane.y });
      return;
    }
    letters.push({ node: lane.node, side: mine, letter: sideLetter(mine), x: letterX, y: lane.y });
    const next = list[i + 1];
    const theirs = next && side.get(next.node);
    if (next && theirs !== undefined && theirs !== mine) zigzags.push((lane.y + next.y) / 2);
  });
  const { top, bottom } = view.lanes;
  return {
    lanes: letters.map((letter) => letter.node),
    zigzags,
    letters,
    loose,
    body: { x: x0, y: top, width: x1 - x0, height: bottom - top },
  };
}
