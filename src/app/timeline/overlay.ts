/** Paints what changes without the scene: the cursor, what is pointed at or picked, where a dragged chip would land. */

import { sideLetter } from '../../timeline/faults.ts';
import { laneOf, timeOf } from '../../timeline/index.ts';
import { AXIS } from '../../timeline/lanes.ts';
import type { Scene } from '../../timeline/types.ts';
import type { ChipKind, DropTarget, Mark } from '../views.ts';
import { type Context, crossAt, font, laneNameX } from './paint.ts';
import type { Palette } from './palette.ts';

export interface OverlayOptions {
  readonly palette: Palette;
  readonly width: number;
  readonly height: number;
  readonly scrollY: number;
  readonly ratio: number;
  /** µs. */
  readonly cursorTime: number;
  readonly cursorStep: number;
  readonly hover: Mark;
  readonly selected: Mark;
  readonly dropping: { readonly chip: ChipKind; readonly target: DropTarget | null } | null;
}

export function paintOverlay(ctx: Context, scene: Scene, options: OverlayOptions): void {
  const { ratio, width, height, scrollY, palette } = options;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, AXIS - 4, width, height);
  ctx.clip();
  ctx.translate(0, -scrollY);
  if (options.selected?.kind === 'node') laneBox(ctx, scene, options.selected.node, palette, 1);
  if (options.hover?.kind === 'node') laneBox(ctx, scene, options.hover.node, palette, 0.5);
  if (options.hover?.kind === 'input') outline(ctx, scene, options.hover.input, palette, 0.5);
  if (options.selected?.kind === 'input') outline(ctx, scene, options.selected.input, palette, 1);
  if (options.dropping?.target) preview(ctx, scene, options.dropping.chip, options.dropping.target, palette);
  ctx.restore();
  cursor(ctx, scene, options);
  ctx.save();
  ctx.translate(0, -scrollY);
  ring(ctx, scene, options.cursorStep, palette.ink, 5, true, palette);
  if (options.selected?.kind === 'step' && options.selected.step !== options.cursorStep) {
    ring(ctx, scene, options.selected.step, palette.ink, 6, false, palette);
  }
  if (options.hover?.kind === 'step') ring(ctx, scene, options.hover.step, palette.ink, 6.5, false, palette);
  ctx.restore();
}

function cursor(ctx: Context, scene: Scene, { palette, cursorTime, height, scrollY }: OverlayOptions): void {
  const { scale, lanes } = scene.view;
  const x = scale.x(cursorTime);
  if (x < scale.x0 - 1 || x > scale.x1 + 1) return;
  ctx.strokeStyle = palette.ink;
  ctx.fillStyle = palette.ink;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(x, AXIS - 4);
  ctx.lineTo(x, Math.min(height, lanes.bottom + 2 - scrollY));
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(x - 7, AXIS - 12);
  ctx.lineTo(x + 7, AXIS - 12);
  ctx.lineTo(x + 7, AXIS - 4);
  ctx.lineTo(x, AXIS + 3);
  ctx.lineTo(x - 7, AXIS - 4);
  ctx.closePath();
  ctx.fill();
}

/** The step the cursor stands on, picked or pointed at. */
function ring(
  ctx: Context,
  scene: Scene,
  step: number,
  colour: string,
  radius: number,
  solid: boolean,
  palette: Palette,
): void {
  const { index } = scene.model;
  const { scale, lanes } = scene.view;
  const y = lanes.y[laneOf(index, step)];
  if (y === undefined) return;
  const x = scale.x(timeOf(index, step));
  if (x < scale.x0 - 1 || x > scale.x1 + 1) return;
  ctx.lineWidth = 2;
  ctx.strokeStyle = colour;
  ctx.fillStyle = palette.paper;
  ctx.beginPath();
  ctx.arc(x, y + 0.5, radius, 0, 2 * Math.PI);
  if (solid) ctx.fill();
  ctx.stroke();
}

function laneBox(ctx: Context, scene: Scene, id: string, palette: Palette, alpha: number): void {
  const lane = scene.lanes.find((l) => l.id === id);
  if (!lane) return;
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 1.5;
  font(ctx, 14, 620);
  ctx.beginPath();
  ctx.roundRect(laneNameX(scene) - 5, lane.y - 11, ctx.measureText(id).width + 10, 22, 6);
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function outline(ctx: Context, scene: Scene, input: number, palette: Palette, alpha: number): void {
  const object = scene.inputs[input];
  if (!object) return;
  const { scale } = scene.view;
  const { body } = object;
  const x0 = Math.max(body.x, scale.x0 - 6);
  const x1 = Math.min(body.x + body.width, scale.x1 + 6);
  if (x1 < x0) return;
  const grown = object.form === 'strip' || object.form === 'span' ? 3 : 1;
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = object.type === 'command' ? palette.ink : palette.fault;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.roundRect(x0 - grown, body.y - grown, x1 - x0 + 2 * grown, body.height + 2 * grown, 6);
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function preview(ctx: Context, scene: Scene, chip: ChipKind, target: DropTarget, palette: Palette): void {
  const { scale, lanes } = scene.view;
  const x = scale.x(target.at);
  ctx.strokeStyle = palette.fault;
  ctx.fillStyle = palette.fault;
  ctx.lineWidth = 1.6;
  if (chip === 'partition' && target.groups) {
    previewCut(ctx, scene, target.groups, x, palette);
    return;
  }
  if (target.send !== undefined) {
    ctx.lineWidth = 3.5;
    const line = scene.messages.find((m) => scene.model.index.flights.send[m.flight] === target.send);
    if (!line) return;
    ctx.globalAlpha = 0.55;
    ctx.beginPath();
    ctx.moveTo(line.x0, line.y0);
    ctx.lineTo(line.x1, line.y1);
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.lineWidth = 2;
    if (chip === 'drop') crossAt(ctx, (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2, 5);
    return;
  }
  const lane = scene.lanes.find((l) => l.id === target.node);
  if (!lane) return;
  if (chip === 'command') ctx.fillStyle = palette.ink;
  ctx.globalAlpha = 0.22;
  ctx.beginPath();
  // How long it will last is the shell's to say; the preview only says where it starts and on what.
  ctx.roundRect(x, lane.y - lanes.half, Math.max(12, Math.min(90, scale.x1 - x)), 2 * lanes.half, 4);
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.beginPath();
  ctx.roundRect(x - 1.5, lane.y - lanes.half - 3, 3, 2 * lanes.half + 6, 1.5);
  ctx.fill();
}

function previewCut(
  ctx: Context,
  scene: Scene,
  groups: readonly (readonly string[])[],
  x: number,
  palette: Palette,
): void {
  const { scale, lanes } = scene.view;
  const right = Math.min(scale.x1, x + 160);
  ctx.globalAlpha = 0.1;
  ctx.fillRect(x, lanes.top, right - x, lanes.bottom - lanes.top);
  ctx.globalAlpha = 1;
  ctx.beginPath();
  ctx.moveTo(x, lanes.top);
  ctx.lineTo(x, lanes.bottom);
  ctx.stroke();
  const sideOf = (id: string) => groups.findIndex((group) => group.includes(id));
  scene.lanes.forEach((lane, i) => {
    const next = scene.lanes[i + 1];
    const mine = sideOf(lane.id);
    if (next && mine >= 0 && sideOf(next.id) >= 0 && sideOf(next.id) !== mine) {
      const y = (lane.y + next.y) / 2;
      ctx.beginPath();
      ctx.moveTo(x, y);
      for (let k = 1; x + k * 9.5 <= right; k++) ctx.lineTo(x + k * 9.5, y + (k % 2 ? 5 : -5));
      ctx.stroke();
    }
    if (mine < 0) return;
    ctx.fillStyle = palette.paper;
    ctx.beginPath();
    ctx.roundRect(x - 8, lane.y - 8, 16, 16, 4);
    ctx.fill();
    ctx.stroke();
    font(ctx, 11, 640);
    ctx.fillStyle = palette.fault;
    const letter = sideLetter(mine);
    ctx.fillText(letter, x - ctx.measureText(letter).width / 2, lane.y + 4);
  });
}
