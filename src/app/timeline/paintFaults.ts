/** Faults as objects: tints, hatching, frost, jagged lines, strips, grips and side letters. */
import { STRIP } from '../../timeline/faults.ts';
import type { InputObject, Scene } from '../../timeline/types.ts';
import type { Palette } from './palette.ts';
import { type Context, crossAt } from './pen.ts';

/** The part of an object in view. */
function inView(object: InputObject, scene: Scene): { x0: number; x1: number } | null {
  const { scale } = scene.view;
  const x0 = Math.max(object.x0, scale.x0 - 8);
  const x1 = Math.min(object.x1, scale.x1 + 8, scale.x(scale.until));
  return x1 < x0 ? null : { x0, x1 };
}

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

/** Behind everything: what a partition covers, and what the run never reached. */
export function paintTints(ctx: Context, scene: Scene, palette: Palette): void {
  const { lanes, scale } = scene.view;
  for (const object of scene.inputs) {
    const part = object.form === 'partition' ? inView(object, scene) : null;
    if (!part) continue;
    ctx.globalAlpha = 0.055;
    ctx.fillStyle = palette.fault;
    for (const [top, bottom] of covered(object, scene))
      ctx.fillRect(part.x0, top, part.x1 - part.x0, bottom - top);
    ctx.globalAlpha = 1;
  }
  if (scene.stoppedAt !== null && scene.stoppedAt < scale.x1) {
    ctx.fillStyle = palette.veil;
    const x = Math.max(scale.x0, scene.stoppedAt);
    ctx.fillRect(x, lanes.top, scale.x1 + 14 - x, lanes.bottom - lanes.top);
  }
}

/** On the lanes: crashes and freezes. */
export function paintSpans(ctx: Context, scene: Scene, palette: Palette): void {
  for (const object of scene.inputs) {
    const part = object.form === 'span' ? inView(object, scene) : null;
    if (!part) continue;
    const { y, height } = object.body;
    const width = Math.max(2, part.x1 - part.x0);
    ctx.save();
    ctx.beginPath();
    ctx.roundRect(part.x0, y, width, height, 4);
    ctx.clip();
    ctx.fillStyle = palette.paper;
    ctx.fillRect(part.x0, y, width, height);
    if (object.type === 'crash') hatch(ctx, part.x0, y, width, height, palette.fault);
    else frost(ctx, part.x0, y, width, height, palette);
    ctx.restore();
  }
}

function hatch(ctx: Context, x: number, y: number, width: number, height: number, colour: string): void {
  ctx.globalAlpha = 0.07;
  ctx.fillStyle = colour;
  ctx.fillRect(x, y, width, height);
  ctx.globalAlpha = 0.5;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.beginPath();
  // Anchored to whole steps, so that the pattern stands still while an edge moves.
  for (let at = Math.floor((x - height) / 7) * 7; at < x + width; at += 7) {
    ctx.moveTo(at, y + height);
    ctx.lineTo(at + height, y);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function frost(ctx: Context, x: number, y: number, width: number, height: number, palette: Palette): void {
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

/** Beside the lanes: one-way cuts, changed links, bent clocks; and the rulers of the clocks. */
export function paintStrips(ctx: Context, scene: Scene, palette: Palette): void {
  for (const object of scene.inputs) {
    const part = object.form === 'strip' ? inView(object, scene) : null;
    if (!part) continue;
    const { y } = object.body;
    const clock = object.type === 'clock';
    const colour = clock ? palette['ink-2'] : palette.fault;
    ctx.globalAlpha = 0.16;
    ctx.fillStyle = colour;
    ctx.beginPath();
    ctx.roundRect(part.x0, y, Math.max(3, part.x1 - part.x0), STRIP, 3);
    ctx.fill();
    ctx.globalAlpha = 0.9;
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.2;
    ctx.beginPath();
    if (object.type === 'block') {
      for (let x = Math.ceil(part.x0 / 12) * 12; x < part.x1 - 3; x += 12) {
        ctx.moveTo(x, y + 1.5);
        ctx.lineTo(x, y + STRIP - 1.5);
      }
    } else if (object.type === 'link') {
      ctx.setLineDash([6, 4]);
      ctx.moveTo(part.x0, y + STRIP / 2);
      ctx.lineTo(part.x1, y + STRIP / 2);
    }
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  }
  for (const ruler of scene.rulers) {
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
  }
}

/** In front: jagged lines, ends, side letters, marks on messages. */
export function paintEdges(ctx: Context, scene: Scene, palette: Palette, selected: number | null): void {
  for (const object of scene.inputs) {
    const picked = object.input === selected;
    if (object.form === 'partition') paintPartition(ctx, scene, object, palette, picked);
    else if (object.form === 'span') paintSpanEnds(ctx, scene, object, palette, picked);
    else if (object.form === 'strip') paintStripEnds(ctx, scene, object, palette, picked);
    else if (object.form === 'message') paintMark(ctx, scene, object, palette, picked);
    else paintPoint(ctx, scene, object, palette, picked);
  }
}

function visible(x: number, scene: Scene): boolean {
  return x >= scene.view.scale.x0 - 8 && x <= scene.view.scale.x1 + 8;
}

function paintPartition(
  ctx: Context,
  scene: Scene,
  object: InputObject,
  palette: Palette,
  picked: boolean,
): void {
  const { lanes, scale } = scene.view;
  const part = inView(object, scene);
  if (!part) return;
  ctx.strokeStyle = palette.fault;
  ctx.fillStyle = palette.fault;
  // The bar between the ends, by which the whole is taken hold of.
  ctx.globalAlpha = picked ? 0.85 : 0.4;
  ctx.fillRect(part.x0, lanes.top - 2, part.x1 - part.x0, picked ? 4 : 2);
  ctx.globalAlpha = 1;
  ctx.lineWidth = 1.7;
  for (const y of object.zigzags) {
    ctx.beginPath();
    const tooth = 9.5;
    let up = Math.floor((part.x0 - object.x0) / tooth) % 2 === 0;
    const from = object.x0 + Math.floor((part.x0 - object.x0) / tooth) * tooth;
    ctx.moveTo(part.x0, y);
    for (let x = from + tooth; x <= part.x1; x += tooth) {
      ctx.lineTo(x, y + (up ? 5 : -5));
      up = !up;
    }
    ctx.stroke();
  }
  const ends = object.open ? [object.x0] : [object.x0, object.x1];
  ctx.lineWidth = picked ? 2 : 1.4;
  for (const x of ends) {
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

function paintSpanEnds(
  ctx: Context,
  scene: Scene,
  object: InputObject,
  palette: Palette,
  picked: boolean,
): void {
  const { y, height } = object.body;
  const crash = object.type === 'crash';
  ctx.fillStyle = crash ? palette.fault : palette['ink-2'];
  ctx.strokeStyle = ctx.fillStyle;
  const grip = picked ? 5 : 3;
  if (visible(object.x1, scene) && !object.open) {
    ctx.beginPath();
    ctx.roundRect(object.x1 - grip / 2, y - 2, grip, height + 4, 1.5);
    ctx.fill();
  }
  if (!visible(object.x0, scene)) return;
  ctx.beginPath();
  ctx.roundRect(object.x0 - grip / 2, y - 2, grip, height + 4, 1.5);
  ctx.fill();
  if (!crash) return;
  ctx.fillStyle = palette.paper;
  ctx.beginPath();
  ctx.arc(object.x0, y + height / 2, 7.5, 0, 2 * Math.PI);
  ctx.fill();
  ctx.lineWidth = 1.3;
  ctx.stroke();
  ctx.lineWidth = 1.9;
  crossAt(ctx, object.x0, y + height / 2, 3.2);
}

function paintStripEnds(
  ctx: Context,
  scene: Scene,
  object: InputObject,
  palette: Palette,
  picked: boolean,
): void {
  const { y } = object.body;
  ctx.fillStyle = object.type === 'clock' ? palette['ink-2'] : palette.fault;
  const grip = picked ? 5 : 3;
  for (const x of object.open ? [object.x0] : [object.x0, object.x1]) {
    if (!visible(x, scene)) continue;
    ctx.beginPath();
    ctx.roundRect(x - grip / 2, y - 1.5, grip, STRIP + 3, 1.5);
    ctx.fill();
  }
}

/** A badge on the message an nth fault acts on: × lost, = twice, » late. */
function paintMark(ctx: Context, scene: Scene, object: InputObject, palette: Palette, picked: boolean): void {
  const x = object.body.x + object.body.width / 2;
  const y = object.body.y + object.body.height / 2;
  if (!visible(x, scene)) return;
  ctx.globalAlpha = object.flight < 0 ? 0.55 : 1;
  ctx.fillStyle = palette.paper;
  ctx.strokeStyle = palette.fault;
  ctx.lineWidth = picked ? 2.2 : 1.4;
  if (object.flight < 0) ctx.setLineDash([2.5, 2]);
  ctx.beginPath();
  ctx.arc(x, y, 8, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.lineWidth = 1.7;
  if (object.type === 'drop') crossAt(ctx, x, y, 3.2);
  else {
    ctx.beginPath();
    if (object.type === 'duplicate') {
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
  ctx.globalAlpha = 1;
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
