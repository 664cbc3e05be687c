/** Paints what changes without the scene: the cursor, what is pointed at or picked, where a dragged chip would land. */

import { letterX, OUTLINE, outlinesOf } from '../../timeline/faults.ts';
import { laneOf, timeOf } from '../../timeline/index.ts';
import { AXIS, laneNameX } from '../../timeline/lanes.ts';
import type { Box, Scene } from '../../timeline/types.ts';
import type { Mark } from '../views.ts';
import type { Palette } from './palette.ts';
import { badge, type Context, font, shownHeight } from './pen.ts';

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
  /** Inputs picked together with it. */
  readonly picks?: readonly number[];
  /** Drawn around what is to be picked, scene pixels. */
  readonly band?: Box | null;
  /** Paints where a dragged chip would land. */
  readonly preview: ((ctx: Context) => void) | null;
}

export function paintOverlay(ctx: Context, scene: Scene, options: OverlayOptions): void {
  const { ratio, width, height, scrollY, palette } = options;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, AXIS - 4, width, shownHeight(scene, height) - AXIS + 4);
  ctx.clip();
  ctx.translate(0, -scrollY);
  if (options.selected?.kind === 'node') laneBox(ctx, scene, options.selected.node, palette, 1);
  if (options.hover?.kind === 'node') laneBox(ctx, scene, options.hover.node, palette, 0.5);
  if (options.hover?.kind === 'input') outline(ctx, scene, options.hover.input, palette, 0.5);
  if (options.selected?.kind === 'input') outline(ctx, scene, options.selected.input, palette, 1);
  for (const input of options.picks ?? []) outline(ctx, scene, input, palette, 1);
  options.preview?.(ctx);
  if (options.band) band(ctx, options.band, palette);
  ctx.restore();
  cursor(ctx, scene, options);
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, AXIS - 4, width, shownHeight(scene, height) - AXIS + 4);
  ctx.clip();
  ctx.translate(0, -scrollY);
  ring(ctx, scene, options.cursorStep, palette.ink, 5, true, palette);
  if (options.selected?.kind === 'step' && options.selected.step !== options.cursorStep) {
    ring(ctx, scene, options.selected.step, palette.ink, 6, false, palette);
  }
  if (options.hover?.kind === 'step') ring(ctx, scene, options.hover.step, palette.ink, 6.5, false, palette);
  sideLetters(ctx, scene, options);
  ctx.restore();
}

/** Above the cursor's line, and beside it when they would stand on it: they are there to be read and pressed. */
function sideLetters(ctx: Context, scene: Scene, { palette, cursorTime, selected }: OverlayOptions): void {
  const { scale } = scene.view;
  const cursorX = scale.x(cursorTime);
  for (const object of scene.inputs) {
    const picked = selected?.kind === 'input' && selected.input === object.input;
    for (const letter of picked ? [...object.letters, ...object.loose] : object.letters) {
      if (letter.x < scale.x0 - 8 || letter.x > scale.x1 + 8) continue;
      badge(ctx, letter, letterX(letter, cursorX), palette);
    }
  }
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
  ctx.lineTo(x, Math.min(shownHeight(scene, height), lanes.bottom + 2 - scrollY));
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
  ctx.roundRect(laneNameX(scene.view.scale.x0) - 5, lane.y - 11, ctx.measureText(id).width + 10, 22, 6);
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function band(ctx: Context, { x, y, width, height }: Box, palette: Palette): void {
  ctx.globalAlpha = 0.07;
  ctx.fillStyle = palette.ink;
  ctx.fillRect(x, y, width, height);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 1;
  ctx.setLineDash([4, 3]);
  ctx.strokeRect(x + 0.5, y + 0.5, width, height);
  ctx.setLineDash([]);
}

function outline(ctx: Context, scene: Scene, input: number, palette: Palette, alpha: number): void {
  const object = scene.inputs[input];
  if (!object) return;
  const { scale } = scene.view;
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = object.type === 'command' ? palette.ink : palette.fault;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  for (const box of outlinesOf(object)) {
    const x0 = Math.max(box.x, scale.x0 - 6);
    const x1 = Math.min(box.x + box.width, scale.x1 + 6);
    if (x1 < x0) continue;
    ctx.roundRect(x0 - OUTLINE, box.y - OUTLINE, x1 - x0 + 2 * OUTLINE, box.height + 2 * OUTLINE, 5);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}
