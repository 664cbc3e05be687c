/** Faults on the lanes of nodes. Each has a texture of its own, so that none is told by colour alone. */
import type { Box, InputObject, Scene } from '../../timeline/types.ts';
import { glyphAt } from './glyph.ts';
import type { Palette } from './palette.ts';
import { type Context, crossAt, inView, visible } from './pen.ts';

/** On the lanes: what a node does not do while it is down or frozen is covered; what it does late or wrongly is not. */
export function paintSpans(ctx: Context, scene: Scene, palette: Palette): void {
  for (const object of scene.inputs) {
    const pieces =
      object.form === 'span' ? object.pieces : object.form === 'disk' ? object.pieces.slice(1) : [];
    for (const piece of pieces) paintPiece(ctx, scene, object, piece, palette);
  }
}

function paintPiece(ctx: Context, scene: Scene, object: InputObject, piece: Box, palette: Palette): void {
  const part = inView(piece, scene);
  if (!part) return;
  const { y, height } = piece;
  const width = Math.max(2, part.x1 - part.x0);
  const box = { x: part.x0, y, width, height };
  ctx.save();
  ctx.beginPath();
  ctx.roundRect(box.x, y, width, height, 4);
  ctx.clip();
  switch (object.type) {
    case 'pause':
      cover(ctx, box, palette);
      frost(ctx, box, palette);
      break;
    case 'slow':
      stipple(ctx, box, palette.fault);
      break;
    case 'byzantine':
      teeth(ctx, box, palette.fault);
      break;
    default:
      cover(ctx, box, palette);
      hatch(ctx, box, palette.fault, object.type === 'amnesia');
  }
  ctx.restore();
}

function cover(ctx: Context, { x, y, width, height }: Box, palette: Palette): void {
  ctx.fillStyle = palette.paper;
  ctx.fillRect(x, y, width, height);
}

/** Down: slanted lines; crossed where the disk went too. Anchored to whole steps, so that the pattern stands still while an edge moves. */
function hatch(ctx: Context, { x, y, width, height }: Box, colour: string, crossed: boolean): void {
  ctx.globalAlpha = 0.07;
  ctx.fillStyle = colour;
  ctx.fillRect(x, y, width, height);
  ctx.globalAlpha = 0.5;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let at = Math.floor((x - height) / 7) * 7; at < x + width; at += 7) {
    ctx.moveTo(at, y + height);
    ctx.lineTo(at + height, y);
    if (!crossed) continue;
    ctx.moveTo(at, y);
    ctx.lineTo(at + height, y + height);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function frost(ctx: Context, { x, y, width, height }: Box, palette: Palette): void {
  ctx.globalAlpha = 0.16;
  ctx.fillStyle = palette['ink-3'];
  ctx.fillRect(x, y, width, height);
  ctx.globalAlpha = 0.75;
  ctx.strokeStyle = palette['ink-3'];
  ctx.lineWidth = 1;
  for (let at = Math.ceil(x / 26) * 26 + 4; at < x + width - 4; at += 26) star(ctx, at, y + height / 2, 4);
  ctx.globalAlpha = 1;
}

function star(ctx: Context, x: number, y: number, radius: number): void {
  ctx.beginPath();
  for (const angle of [0, Math.PI / 3, (2 * Math.PI) / 3]) {
    const dx = Math.cos(angle + Math.PI / 6) * radius;
    const dy = Math.sin(angle + Math.PI / 6) * radius;
    ctx.moveTo(x - dx, y - dy);
    ctx.lineTo(x + dx, y + dy);
  }
  ctx.stroke();
}

/** Slow: dots along both edges. */
function stipple(ctx: Context, { x, y, width, height }: Box, colour: string): void {
  ctx.globalAlpha = 0.08;
  ctx.fillStyle = colour;
  ctx.fillRect(x, y, width, height);
  ctx.globalAlpha = 0.7;
  for (let at = Math.ceil(x / 8) * 8; at < x + width; at += 8) {
    ctx.fillRect(at, y + 1, 2, 2);
    ctx.fillRect(at + 4, y + height - 3, 2, 2);
  }
  ctx.globalAlpha = 1;
}

/** Byzantine: notched edges, as the node has on the stage. */
function teeth(ctx: Context, { x, y, width, height }: Box, colour: string): void {
  ctx.globalAlpha = 0.08;
  ctx.fillStyle = colour;
  ctx.fillRect(x, y, width, height);
  ctx.globalAlpha = 0.85;
  ctx.beginPath();
  for (let at = Math.floor(x / 9) * 9; at < x + width; at += 9) {
    ctx.moveTo(at, y);
    ctx.lineTo(at + 9, y);
    ctx.lineTo(at + 4.5, y + 4.5);
    ctx.moveTo(at, y + height);
    ctx.lineTo(at + 9, y + height);
    ctx.lineTo(at + 4.5, y + height - 4.5);
  }
  ctx.fill();
  ctx.globalAlpha = 1;
}

/** Ends of a span on each of its lanes, and the badge at its start. */
export function paintSpanEnds(
  ctx: Context,
  scene: Scene,
  object: InputObject,
  palette: Palette,
  picked: boolean,
): void {
  const frozen = object.type === 'pause';
  const grip = picked ? 5 : 3;
  ctx.fillStyle = frozen ? palette['ink-2'] : palette.fault;
  ctx.strokeStyle = ctx.fillStyle;
  for (const { y, height } of object.pieces) {
    for (const x of object.open ? [object.x0] : [object.x0, object.x1]) {
      if (!visible(x, scene)) continue;
      ctx.beginPath();
      ctx.roundRect(x - grip / 2, y - 2, grip, height + 4, 1.5);
      ctx.fill();
    }
  }
  if (!visible(object.x0, scene)) return;
  if (object.pieces.length > 1) {
    // What failed together is tied together.
    ctx.lineWidth = picked ? 2 : 1.2;
    ctx.setLineDash([3, 3]);
    ctx.beginPath();
    ctx.moveTo(object.x0, object.body.y);
    ctx.lineTo(object.x0, object.body.y + object.body.height);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  if (frozen) return;
  for (const { y, height } of object.pieces) {
    const middle = y + height / 2;
    ctx.fillStyle = palette.paper;
    ctx.beginPath();
    ctx.arc(object.x0, middle, 7.5, 0, 2 * Math.PI);
    ctx.fill();
    ctx.lineWidth = 1.3;
    ctx.stroke();
    if (object.type === 'crash' || object.type === 'outage') {
      ctx.lineWidth = 1.9;
      crossAt(ctx, object.x0, middle, 3.2);
    } else glyphAt(ctx, object.type, object.x0, middle, 10);
  }
}
