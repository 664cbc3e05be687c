/** Faults as objects: what covers lanes behind everything, and what is taken hold of in front. Textures are in files of their own. */
import type { InputObject, Scene } from '../../timeline/types.ts';
import { markPainters } from './marks.ts';
import type { Palette } from './palette.ts';
import { type Context, inView, visible } from './pen.ts';

/** Heights of the lanes a partition touches, each with its half of the gaps; a lane on no side is left clear. */
function covered(object: InputObject, scene: Scene): [number, number][] {
  const { list, top, bottom } = scene.view.lanes;
  const stretches: [number, number][] = [];
  list.forEach((lane, i) => {
    if (!object.lanes.includes(lane.node)) return;
    const above = list[i - 1];
    const below = list[i + 1];
    const from = above ? Math.round((above.y + lane.y) / 2) : top;
    const to = below ? Math.round((lane.y + below.y) / 2) : bottom;
    const last = stretches[stretches.length - 1];
    if (last && last[1] === from) last[1] = to;
    else stretches.push([from, to]);
  });
  return stretches;
}

/** Behind everything: what a partition covers while it is on, and what the run never reached. */
export function paintTints(ctx: Context, scene: Scene, palette: Palette): void {
  const { lanes, scale } = scene.view;
  ctx.globalAlpha = 0.055;
  ctx.fillStyle = palette.fault;
  for (const object of scene.inputs) {
    if (object.form !== 'partition' || !inView(object.body, scene)) continue;
    const stretches = covered(object, scene);
    for (const piece of object.pieces) {
      const part = inView(piece, scene);
      if (!part) continue;
      for (const [top, bottom] of stretches) ctx.fillRect(part.x0, top, part.x1 - part.x0, bottom - top);
    }
  }
  ctx.globalAlpha = 1;
  if (scene.stoppedAt !== null && scene.stoppedAt < scale.x1) {
    ctx.fillStyle = palette.veil;
    const x = Math.max(scale.x0, scene.stoppedAt);
    ctx.fillRect(x, lanes.top, scale.x1 + 14 - x, lanes.bottom - lanes.top);
  }
}

/** Commands of one lane nearer than this stand in one place, px. */
const SAME_PLACE = 1.5;

/** Of more inputs than this nobody sees the corners. */
const CROWD = 400;

/** In front: jagged lines, ends, side letters, marks on messages and disks. */
export function paintEdges(ctx: Context, scene: Scene, palette: Palette, selected: number | null): void {
  const marks = markPainters();
  /** By lane: where the latest command stands. */
  const latest: number[] = [];
  for (const object of scene.inputs) {
    const picked = object.input === selected;
    if (object.type === 'command' && !picked) {
      const lane = object.lanes[0] ?? -1;
      // One in the place of another: thousands of them far off look as hundreds do.
      if (Math.abs(object.x0 - (latest[lane] ?? Number.NEGATIVE_INFINITY)) < SAME_PLACE) continue;
      latest[lane] = object.x0;
    }
    switch (object.form) {
      case 'partition':
        marks?.paintPartition(ctx, scene, object, palette, picked);
        break;
      case 'span':
        marks?.paintSpanEnds(ctx, scene, object, palette, picked);
        break;
      case 'strip':
        marks?.paintStripEnds(ctx, scene, object, palette, picked);
        break;
      case 'message':
      case 'disk':
        marks?.paintBadge(ctx, scene, object, palette, picked);
        break;
      case 'point':
        paintPoint(ctx, scene, object, palette, picked);
        break;
    }
  }
}

/** Commands and fired timers: a small grip on the lane. */
function paintPoint(
  ctx: Context,
  scene: Scene,
  object: InputObject,
  palette: Palette,
  picked: boolean,
): void {
  const x = object.x0;
  const y = object.body.y + object.body.height / 2;
  if (!visible(x, scene)) return;
  if (scene.inputs.length > CROWD && !picked && object.type === 'command') {
    ctx.globalAlpha = object.idle ? 0.5 : 1;
    ctx.fillStyle = palette.ink;
    ctx.fillRect(x - 4, y - 7, 4, 14);
    ctx.globalAlpha = 1;
    return;
  }
  ctx.globalAlpha = object.idle ? 0.5 : 1;
  ctx.fillStyle = object.type === 'fire' ? palette.fault : palette.ink;
  ctx.beginPath();
  if (object.type === 'fire') {
    ctx.moveTo(x + 1, y - 8);
    ctx.lineTo(x - 4.5, y + 1.5);
    ctx.lineTo(x - 0.5, y + 1.5);
    ctx.lineTo(x - 1, y + 8);
    ctx.lineTo(x + 4.5, y - 1.5);
    ctx.lineTo(x + 0.5, y - 1.5);
    ctx.closePath();
  } else ctx.roundRect(x - 4, y - (picked ? 9 : 7), picked ? 6 : 4, picked ? 18 : 14, 2);
  ctx.fill();
  ctx.globalAlpha = 1;
}
