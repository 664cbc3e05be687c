/** What used to be: of the run before the last edit whatever is not in the one on show, placed and painted in grey. Loaded when first needed. */
import { type Comparison, compare } from '../../query/compare.ts';
import { type HalfScene, onlyInFirst, type Sharing, sharingOf } from '../../timeline/compare.ts';
import { outlinesOf, placeInputs } from '../../timeline/faults.ts';
import { AXIS } from '../../timeline/lanes.ts';
import type { InputObject, MessageLine, Model, Scene } from '../../timeline/types.ts';
import type { Palette } from './palette.ts';
import { type Context, clip, shownHeight } from './pen.ts';

/** Two runs of one document, compared once. */
export interface Change {
  readonly before: Model;
  readonly now: Model;
  readonly comparison: Comparison;
  readonly sharing: Sharing;
}

/** Null where there is nothing to show: the runs are the same, or have other nodes. */
export function changeBetween(before: Model, now: Model): Change | null {
  const ids = ({ resolved }: Model) => resolved.nodes.map((node) => node.id).join(' ');
  if (ids(before) !== ids(now)) return null;
  const comparison = compare(before.index.trace, now.index.trace);
  if (comparison.first === null) return null;
  return { before, now, comparison, sharing: sharingOf(before, now) };
}

/** What the run before has in view and the one on show has not. */
export type Ghosts = Pick<HalfScene, 'bands' | 'messages' | 'dots' | 'operations' | 'flags'> & {
  /** Where faults and commands were. */
  readonly inputs: readonly InputObject[];
};

export function placeGhosts({ before, now, comparison, sharing }: Change, scene: Scene): Ghosts {
  const { inputs, ...gone } = onlyInFirst({ a: before, b: now, comparison, sharing }, scene.view);
  const objects = inputs.length === 0 ? [] : placeInputs(before, scene.view);
  // One that says something else and goes the same way lies under the one that is: nothing used to be there that is not.
  const way = ({ x0, y0, x1, y1 }: MessageLine) => `${x0} ${y0} ${x1} ${y1}`;
  const ways = new Set(scene.messages.map(way));
  const places = new Set(scene.dots.map(({ x, y }) => `${x} ${y}`));
  return {
    ...gone,
    messages: gone.messages.filter((line) => !ways.has(way(line))),
    dots: gone.dots.filter(({ x, y }) => !places.has(`${x} ${y}`)),
    bands: left(gone.bands, scene.bands, (band) => `${band.node} ${band.x0} ${band.epoch} ${band.label}`),
    operations: left(gone.operations, scene.operations, (bar) => `${bar.y} ${bar.x0}`),
    inputs: inputs.flatMap(({ input }) => objects[input] ?? []),
  };
}

/** Of what began alike and ended later than it does now, the rest; what ends later now hides what it was. */
function left<N extends { readonly x0: number; readonly x1: number }, T extends N>(
  was: readonly T[],
  now: readonly N[],
  name: (one: N) => string,
): readonly T[] {
  const ends = new Map(now.map((one) => [name(one), one.x1]));
  return was.flatMap((one) => {
    const end = ends.get(name(one));
    if (end === undefined) return [one];
    return end < one.x1 ? [{ ...one, x0: end }] : [];
  });
}

/** Nothing over the axis, nor over what stands in the foot while lanes are scrolled. */
export function inPlot(ctx: Context, scene: Scene, height: number): void {
  clip(ctx, 0, AXIS, scene.view.width, shownHeight(scene, height) - AXIS);
}

/** More heartbeats that are not there any more would hide what is; the band of whoever sent them says enough. */
const MOST_FAINT = 60;

/** Grey and dashed: it is not there any more. */
const ALPHA = 0.6;
const DASHES = [3, 3];

export function paintGhosts(ctx: Context, scene: Scene, ghosts: Ghosts, palette: Palette): void {
  const { scale, lanes } = scene.view;
  ctx.save();
  clip(ctx, scale.x0 - 6, 0, scale.x1 - scale.x0 + 12, lanes.height);
  ctx.strokeStyle = palette['ink-3'];
  ctx.globalAlpha = ALPHA;
  ctx.lineWidth = 1.1;
  ctx.setLineDash(DASHES);
  for (const { x0, x1, y, half } of ghosts.bands) {
    const left = Math.max(x0, scale.x0 - 8);
    ctx.strokeRect(left, y - half + 0.5, Math.min(x1, scale.x1 + 8) - left, 2 * half - 1);
  }
  for (const object of ghosts.inputs) paintPlace(ctx, object);
  for (const { x0, x1, y } of ghosts.operations) ctx.strokeRect(x0, y - 3.5, Math.max(1.5, x1 - x0), 7);
  const beats = ghosts.messages.filter((line) => line.style === 'faint').length <= MOST_FAINT;
  for (const line of ghosts.messages) {
    if (line.fade < 0.3 || line.loop || (line.style === 'faint' && !beats)) continue;
    ctx.globalAlpha = line.style === 'faint' ? ALPHA / 2 : ALPHA;
    ctx.beginPath();
    ctx.moveTo(line.x0, line.y0);
    ctx.lineTo(line.x1, line.y1);
    ctx.stroke();
  }
  ctx.globalAlpha = ALPHA;
  ctx.setLineDash([]);
  for (const dot of ghosts.dots) {
    ctx.beginPath();
    ctx.arc(dot.x, dot.y + 0.5, 2.2, 0, 2 * Math.PI);
    ctx.stroke();
  }
  ctx.setLineDash(DASHES);
  for (const { x, y } of ghosts.flags) {
    ctx.beginPath();
    ctx.moveTo(x, y - 9);
    ctx.lineTo(x + 8.5, y + 6);
    ctx.lineTo(x - 8.5, y + 6);
    ctx.closePath();
    ctx.stroke();
  }
  ctx.restore();
}

/** Where a fault or command was; of a cut, which lies over everything, its two ends. */
function paintPlace(ctx: Context, object: InputObject): void {
  const { x, y, width, height } = object.body;
  ctx.beginPath();
  if (object.form === 'partition') {
    for (const end of [x, x + width]) {
      ctx.moveTo(end, y);
      ctx.lineTo(end, y + height);
    }
  } else if (object.form === 'point') ctx.rect(object.x0 - 4, y + 1, 4, height - 2);
  else for (const box of outlinesOf(object)) ctx.roundRect(box.x, box.y, box.width, box.height, 4);
  ctx.stroke();
}
