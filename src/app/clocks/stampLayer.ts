/** Stamps beside the events in view. Beyond a number that anybody could read none are written, and the switch says so. */
import { laneOf, lowerBound, timeOf } from '../../timeline/index.ts';
import { type LabelWish, placeLabels, spotsFrom } from '../../timeline/labels.ts';
import { FOOT } from '../../timeline/lanes.ts';
import { obstacles } from '../../timeline/scene.ts';
import type { Label, Scene } from '../../timeline/types.ts';
import type { Stamp } from '../../worker/wire.ts';
import type { Run } from '../stores/session.ts';
import { font } from '../timeline/pen.ts';
import type { SceneLayer } from '../views.ts';
import { type ClockKind, stampText } from './words.ts';

/** More events in view than this are not stamped. */
export const MOST = 240;
const SIZE = 11;
const WEIGHT = 560;

/** Steps of nodes in view, ascending within each lane; found by halving. */
export function stepsInView({ model: { index }, view: { scale } }: Scene): readonly number[] {
  const steps: number[] = [];
  for (const lane of index.nodeSteps) {
    const at = (time: number) => {
      let low = 0;
      let high = lane.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (timeOf(index, lane[middle] as number) < time) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    const [from, to] = [at(scale.t0), at(scale.t1 + 1)];
    if (steps.length + to - from > MOST) return [];
    for (let i = from; i < to; i++) steps.push(lane[i] as number);
  }
  return steps;
}

/** How many steps of nodes are in view. */
export function countInView({ model: { index }, view: { scale } }: Scene): number {
  const { columns, rows } = index.trace;
  const step = (time: number) => columns.step[Math.min(rows - 1, lowerBound(columns.time, time, rows))] ?? 0;
  return step(scale.t1 + 1) - step(scale.t0);
}

export function placeStamps(
  scene: Scene,
  stamps: ReadonlyMap<number, Stamp | null>,
  kind: ClockKind,
): readonly Label[] {
  const { model, view } = scene;
  const right = view.scale.x1 + 14;
  const wishes = stepsInView(scene).flatMap((step): LabelWish[] => {
    const stamp = stamps.get(step);
    const y = view.lanes.y[laneOf(model.index, step)];
    if (!stamp || y === undefined) return [];
    const text = stampText(stamp, kind);
    const x = view.scale.x(timeOf(model.index, step));
    const spots = spotsFrom(x, [y - 5, y + 14], view.measure(text, SIZE, WEIGHT), right, 3);
    return [{ text, size: SIZE, weight: WEIGHT, tone: 'ink-2', priority: 0, step, at: x, spots }];
  });
  const { lanes } = view;
  const left = view.scale.x0 - 4;
  const bounds = { x: left, y: lanes.top, width: right - left, height: lanes.bottom + FOOT - lanes.top };
  const taken = [...obstacles(scene.inputs, scene.operations, view), ...scene.labels.map(({ box }) => box)];
  return placeLabels(wishes, view.measure, bounds, taken);
}

/**
 * @param learned the stamps known so far
 * @param want asks for the stamps of steps that are not; the layer is made anew once they are there
 */
export function stampLayer(
  run: Run,
  kind: ClockKind,
  learned: ReadonlyMap<number, Stamp | null>,
  want: (steps: readonly number[], tooMany: number) => void,
): SceneLayer {
  const placed = new WeakMap<Scene, readonly Label[]>();
  return (ctx, scene, palette, lit) => {
    if (scene.model.index.trace !== run.trace) return;
    let labels = placed.get(scene);
    if (labels === undefined) {
      const steps = stepsInView(scene);
      const missing = steps.filter((step) => !learned.has(step));
      want(missing, steps.length === 0 ? countInView(scene) : 0);
      labels = placeStamps(scene, learned, kind);
      if (missing.length === 0) placed.set(scene, labels);
    }
    font(ctx, SIZE, WEIGHT);
    ctx.lineWidth = 3;
    for (const label of labels) {
      ctx.globalAlpha = lit(label.step);
      ctx.strokeStyle = palette.paper;
      ctx.strokeText(label.text, label.x, label.y);
      ctx.fillStyle = palette['ink-2'];
      ctx.fillText(label.text, label.x, label.y);
    }
    ctx.globalAlpha = 1;
  };
}
