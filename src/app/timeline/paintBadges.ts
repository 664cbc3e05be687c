/** Faults of one message or one write, and writes that take their time. */
import type { InputObject, Scene } from '../../timeline/types.ts';
import { glyphAt } from './glyph.ts';
import type { Palette } from './palette.ts';
import { type Context, crossAt, visible } from './pen.ts';

/** A badge on the message or write a fault waited for, tied to where it began to wait; dashed where none came. */
export function paintBadge(
  ctx: Context,
  scene: Scene,
  object: InputObject,
  palette: Palette,
  picked: boolean,
): void {
  const body = object.pieces[0] ?? object.body;
  const x = body.x + body.width / 2;
  const y = body.y + body.height / 2;
  ctx.strokeStyle = palette.fault;
  ctx.fillStyle = palette.fault;
  paintWait(ctx, scene, object, y);
  if (!visible(x, scene)) return;
  ctx.globalAlpha = object.idle ? 0.6 : 1;
  ctx.fillStyle = palette.paper;
  ctx.lineWidth = picked ? 2.2 : 1.4;
  if (object.idle) ctx.setLineDash([2.5, 2]);
  ctx.beginPath();
  // Round on a message, square on a disk.
  if (object.form === 'message') ctx.arc(x, y, 8, 0, 2 * Math.PI);
  else ctx.roundRect(x - 8, y - 8, 16, 16, 4);
  ctx.fill();
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.lineWidth = 1.7;
  if (object.type === 'drop') crossAt(ctx, x, y, 3.2);
  else if (object.type === 'duplicate' || object.type === 'delay') paintPair(ctx, object.type, x, y);
  else glyphAt(ctx, object.type, x, y, 11.5);
  ctx.globalAlpha = 1;
}

/** From where it began to wait to where it struck, if that is not at once. */
function paintWait(ctx: Context, scene: Scene, object: InputObject, badgeY: number): void {
  const { struckX, x0 } = object;
  if (struckX === null || struckX - x0 < 12) return;
  const { scale, lanes } = scene.view;
  const lane = lanes.y[object.lanes[0] ?? -1] ?? badgeY;
  const y = object.form === 'disk' ? badgeY : lane - 5;
  const from = Math.max(x0, scale.x0 - 8);
  const to = Math.min(struckX - (object.form === 'disk' ? 8 : 0), scale.x1 + 8);
  ctx.globalAlpha = 0.7;
  ctx.lineWidth = 1.1;
  ctx.setLineDash([2, 3]);
  ctx.beginPath();
  ctx.moveTo(from, y);
  ctx.lineTo(to, y);
  ctx.stroke();
  ctx.setLineDash([]);
  if (visible(x0, scene)) ctx.fillRect(x0 - 1, y - 4, 2, 8);
  ctx.globalAlpha = 1;
}

/** = twice, » late. */
function paintPair(ctx: Context, type: 'duplicate' | 'delay', x: number, y: number): void {
  ctx.beginPath();
  if (type === 'duplicate') {
    for (const dy of [-2, 2]) {
      ctx.moveTo(x - 3.5, y + dy);
      ctx.lineTo(x + 3.5, y + dy);
    }
  } else {
    for (const dx of [-3, 1]) {
      ctx.moveTo(x + dx, y - 3);
      ctx.lineTo(x + dx + 3, y);
      ctx.lineTo(x + dx, y + 3);
    }
  }
  ctx.stroke();
}

/** Writes on their way to the disk, as a bar on the lane that ends in a disk when they are safe, in a cross when a crash undoes them. */
export function paintWrites(
  ctx: Context,
  scene: Scene,
  palette: Palette,
  lit: (step: number) => number,
): void {
  for (const { x0, x1, y, step, undone, signX } of scene.writes) {
    ctx.strokeStyle = undone ? palette.fault : palette['ink-2'];
    ctx.globalAlpha = 0.5 * lit(step);
    ctx.fillStyle = undone ? palette.fault : palette['ink-2'];
    ctx.fillRect(x0, y - 1.5, Math.max(0, x1 - x0), 4);
    if (!visible(x1, scene)) continue;
    ctx.globalAlpha = lit(step);
    if (undone) {
      ctx.lineWidth = 1.9;
      crossAt(ctx, signX, y + 0.5, 4);
      continue;
    }
    ctx.fillStyle = palette.paper;
    ctx.lineWidth = 1.2;
    ctx.beginPath();
    ctx.ellipse(x1, y - 3, 4, 1.7, 0, 0, 2 * Math.PI);
    ctx.moveTo(x1 + 4, y - 3);
    ctx.lineTo(x1 + 4, y + 3.5);
    ctx.ellipse(x1, y + 3.5, 4, 1.7, 0, 0, Math.PI);
    ctx.lineTo(x1 - 4, y - 3);
    ctx.fill();
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}
