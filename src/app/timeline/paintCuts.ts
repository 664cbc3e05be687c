/** Cuts: the jagged line between their sides, their two ends, the arrows of one that is cut one way. */
import type { InputObject, Scene } from '../../timeline/types.ts';
import type { Palette } from './palette.ts';
import { type Context, inView, visible } from './pen.ts';

export function paintPartition(
  ctx: Context,
  scene: Scene,
  object: InputObject,
  palette: Palette,
  picked: boolean,
): void {
  const { lanes, scale } = scene.view;
  const part = inView(object.body, scene);
  if (!part) return;
  ctx.strokeStyle = palette.fault;
  ctx.fillStyle = palette.fault;
  // The bar between the ends, by which the whole is taken hold of.
  ctx.globalAlpha = picked ? 0.85 : 0.4;
  ctx.fillRect(part.x0, lanes.top - 2, part.x1 - part.x0, picked ? 4 : 2);
  ctx.globalAlpha = 1;
  for (const piece of object.pieces) {
    const on = inView(piece, scene);
    if (!on) continue;
    ctx.lineWidth = 1.7;
    for (const y of object.zigzags) jagged(ctx, piece.x, on, y);
    if (object.pieces.length > 1) flapEdges(ctx, scene, piece.x, piece.x + piece.width);
  }
  paintOneWay(ctx, scene, object);
  ctx.lineWidth = picked ? 2 : 1.4;
  for (const x of object.open ? [object.x0] : [object.x0, object.x1]) {
    if (!visible(x, scene)) continue;
    ctx.beginPath();
    ctx.moveTo(x, lanes.top);
    ctx.lineTo(x, lanes.bottom);
    ctx.stroke();
  }
  for (const x of [object.x0, Math.min(object.x1, scale.x(scale.until))]) {
    if (!visible(x, scene)) continue;
    const open = object.open && x !== object.x0;
    ctx.beginPath();
    ctx.roundRect(x - 5, lanes.top - 6, 10, 15, 3);
    if (open) {
      ctx.fillStyle = palette.paper;
      ctx.fill();
      ctx.lineWidth = 1.4;
      ctx.stroke();
      ctx.fillStyle = palette.fault;
    } else ctx.fill();
  }
}

/** Teeth counted from where the cut begins, so that they stand still while the picture moves. */
function jagged(ctx: Context, start: number, { x0, x1 }: { x0: number; x1: number }, y: number): void {
  const tooth = 9.5;
  const first = Math.floor((x0 - start) / tooth);
  let up = first % 2 === 0;
  ctx.beginPath();
  ctx.moveTo(x0, y);
  for (let x = start + (first + 1) * tooth; x <= x1; x += tooth) {
    ctx.lineTo(x, y + (up ? 5 : -5));
    up = !up;
  }
  ctx.stroke();
}

/** Where a flapping cut comes on and goes off, fainter than its own ends. */
function flapEdges(ctx: Context, scene: Scene, ...xs: readonly number[]): void {
  const { lanes } = scene.view;
  ctx.globalAlpha = 0.35;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const x of xs) {
    if (!visible(x, scene)) continue;
    ctx.moveTo(x, lanes.top);
    ctx.lineTo(x, lanes.bottom);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** px between two arrows of a cut that is cut one way. */
const ARROWS = 84;

/** A cut of one way: arrows that stop at the jagged line, from the side that cannot be heard. */
function paintOneWay(ctx: Context, scene: Scene, object: InputObject): void {
  const input = scene.model.resolved.spec.inputs[object.input];
  if (!input || !('fault' in input) || input.fault.type !== 'partition' || !input.fault.oneWay) return;
  ctx.lineWidth = 1.5;
  for (const y of object.zigzags) {
    let last = Number.NEGATIVE_INFINITY;
    const above = object.letters.findLast((letter) => letter.y < y)?.side ?? 0;
    const below = object.letters.find((letter) => letter.y > y)?.side ?? 0;
    const down = above < below ? 1 : -1;
    for (const piece of object.pieces) {
      const part = inView(piece, scene);
      if (!part) continue;
      for (let x = piece.x + Math.min(ARROWS, piece.width) / 2; x < part.x1; x += ARROWS) {
        if (x < part.x0 || x - last < ARROWS * 0.7) continue;
        last = x;
        const tip = y - down * 7;
        ctx.beginPath();
        ctx.moveTo(x, tip - down * 10);
        ctx.lineTo(x, tip);
        ctx.moveTo(x - 3.5, tip - down * 4);
        ctx.lineTo(x, tip);
        ctx.lineTo(x + 3.5, tip - down * 4);
        ctx.moveTo(x - 5, tip + down * 2);
        ctx.lineTo(x + 5, tip + down * 2);
        ctx.stroke();
      }
    }
  }
}
