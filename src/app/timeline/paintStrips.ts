/** Beside the lanes: worse and one-way links, partial cuts, bad disks, bent clocks; and the rulers of the clocks. */
import { STRIP } from '../../timeline/faults.ts';
import type { Box, InputObject, Ruler, Scene } from '../../timeline/types.ts';
import { glyphAt } from './glyph.ts';
import type { Palette } from './palette.ts';
import { type Context, crossAt, inView, visible } from './pen.ts';

export function paintStrips(ctx: Context, scene: Scene, palette: Palette): void {
  for (const object of scene.inputs) if (object.form === 'strip') paintStrip(ctx, scene, object, palette);
  for (const ruler of scene.rulers) paintRuler(ctx, ruler, palette);
}

function paintStrip(ctx: Context, scene: Scene, object: InputObject, palette: Palette): void {
  const whole = inView(object.body, scene);
  if (!whole) return;
  const { y } = object.body;
  const colour = colourOf(object, palette);
  ctx.fillStyle = colour;
  ctx.strokeStyle = colour;
  if (object.pieces.length > 1) {
    // Between two flaps the cut is open: only a thread of it goes on.
    ctx.globalAlpha = 0.45;
    ctx.fillRect(whole.x0, y + STRIP / 2 - 0.5, whole.x1 - whole.x0, 1);
  }
  for (const piece of object.pieces) {
    const part = inView(piece, scene);
    if (!part) continue;
    ctx.globalAlpha = 0.16;
    ctx.beginPath();
    ctx.roundRect(part.x0, y, Math.max(2, part.x1 - part.x0), STRIP, 3);
    ctx.fill();
    ctx.globalAlpha = 0.9;
    texture(ctx, object.type, part.x0, part.x1, y);
  }
  ctx.globalAlpha = 1;
  for (const x of object.open ? [object.x0] : [object.x0, object.x1]) {
    if (visible(x, scene)) paintLinks(ctx, scene, object, x);
  }
}

function colourOf(object: InputObject, palette: Palette): string {
  return object.type === 'clock' ? palette['ink-2'] : palette.fault;
}

/** Bars: blocked. Dashes: worse. Crosses: partial. A wave: slow disk. Blocks: full disk. */
function texture(ctx: Context, type: string, x0: number, x1: number, y: number): void {
  const middle = y + STRIP / 2;
  ctx.lineWidth = 1.2;
  ctx.beginPath();
  switch (type) {
    case 'block':
      for (let x = Math.ceil(x0 / 12) * 12; x < x1 - 3; x += 12) {
        ctx.moveTo(x, y + 1.5);
        ctx.lineTo(x, y + STRIP - 1.5);
      }
      break;
    case 'link':
      ctx.setLineDash([6, 4]);
      ctx.moveTo(x0, middle);
      ctx.lineTo(x1, middle);
      break;
    case 'partial':
      for (let x = Math.ceil(x0 / 14) * 14; x < x1 - 3; x += 14) {
        ctx.moveTo(x - 2, middle - 2);
        ctx.lineTo(x + 2, middle + 2);
        ctx.moveTo(x + 2, middle - 2);
        ctx.lineTo(x - 2, middle + 2);
      }
      break;
    case 'slowFsync':
      for (let x = Math.floor(x0 / 12) * 12; x < x1; x += 12) {
        ctx.moveTo(x, middle);
        ctx.quadraticCurveTo(x + 3, middle - 4, x + 6, middle);
        ctx.quadraticCurveTo(x + 9, middle + 4, x + 12, middle);
      }
      break;
    case 'diskFull':
      for (let x = Math.ceil(x0 / 8) * 8; x < x1 - 4; x += 8) ctx.rect(x, y + 2, 4, STRIP - 4);
      ctx.fill();
      break;
  }
  ctx.stroke();
  ctx.setLineDash([]);
}

/** px between the brackets of the links of a partial cut; so many are drawn. */
const BRACKET = 6;
const MOST_BRACKETS = 16;

/** Each link of a partial cut as a broken line between its two lanes, where the cut begins and ends. */
function paintLinks(ctx: Context, scene: Scene, object: InputObject, x: number): void {
  ctx.lineWidth = 1.2;
  object.links.slice(0, MOST_BRACKETS).forEach(([a, b], i) => {
    const from = scene.view.lanes.y[a];
    const to = scene.view.lanes.y[b];
    if (from === undefined || to === undefined) return;
    const at = x + (x === object.x0 ? 1 : -1) * (i * BRACKET + 3);
    ctx.setLineDash([2, 3]);
    ctx.beginPath();
    ctx.moveTo(at, from);
    ctx.lineTo(at, to);
    ctx.stroke();
    ctx.setLineDash([]);
    crossAt(ctx, at, (from + to) / 2, 3);
  });
}

export function paintStripEnds(
  ctx: Context,
  scene: Scene,
  object: InputObject,
  palette: Palette,
  picked: boolean,
): void {
  const { y } = object.body;
  ctx.fillStyle = colourOf(object, palette);
  ctx.strokeStyle = ctx.fillStyle;
  const grip = picked ? 5 : 3;
  for (const x of object.open ? [object.x0] : [object.x0, object.x1]) {
    if (!visible(x, scene)) continue;
    ctx.beginPath();
    ctx.roundRect(x - grip / 2, y - 1.5, grip, STRIP + 3, 1.5);
    ctx.fill();
  }
  // A disk says so at its start.
  const ofDisk = object.type === 'slowFsync' || object.type === 'diskFull';
  if (ofDisk && visible(object.x0, scene)) badgeAt(ctx, object.type, { x: object.x0 - 7, y: y - 4 }, palette);
}

/** A round badge with the sign of a fault, 15 px wide. */
export function badgeAt(ctx: Context, type: string, { x, y }: Pick<Box, 'x' | 'y'>, palette: Palette): void {
  ctx.fillStyle = palette.paper;
  ctx.lineWidth = 1.2;
  ctx.beginPath();
  ctx.arc(x + 7.5, y + 7.5, 7.5, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
  glyphAt(ctx, type, x + 7.5, y + 7.5, 11);
}

function paintRuler(ctx: Context, ruler: Ruler, palette: Palette): void {
  ctx.strokeStyle = palette['ink-2'];
  for (const major of [false, true]) {
    ctx.lineWidth = major ? 1.6 : 1;
    ctx.beginPath();
    for (const tick of ruler.ticks) {
      if (tick.major !== major) continue;
      ctx.moveTo(tick.x, ruler.y - (major ? 7 : 3));
      ctx.lineTo(tick.x, ruler.y + 1);
    }
    ctx.stroke();
  }
  // A clock that stands still: no ticks, a flat line between two stops.
  ctx.lineWidth = 1.6;
  ctx.beginPath();
  for (const { x0, x1 } of ruler.still) {
    ctx.moveTo(x0, ruler.y - 7);
    ctx.lineTo(x0, ruler.y + 1);
    ctx.moveTo(x0, ruler.y - 3);
    ctx.lineTo(x1, ruler.y - 3);
    ctx.moveTo(x1, ruler.y - 7);
    ctx.lineTo(x1, ruler.y + 1);
  }
  ctx.stroke();
}
