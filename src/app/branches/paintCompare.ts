/** Paints two runs on one time axis: what both have recedes, what one has alone is lit. */

import type { CompareScene, InputBar } from '../../timeline/compare.ts';
import { AXIS, laneNameX } from '../../timeline/lanes.ts';
import { paintGapSigns, paintGapWords } from '../timeline/paintGaps.ts';
import type { Palette } from '../timeline/palette.ts';
import { type Context, clip, font } from '../timeline/pen.ts';
import {
  paintBands,
  paintDensity,
  paintDots,
  paintLanes,
  paintMessages,
  paintOperations,
  paintWords,
} from './paintHalf.ts';

export interface PaintOptions {
  readonly palette: Palette;
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  readonly scrollY: number;
  /** "First difference, 180 ms" */
  readonly firstLabel: string;
}

export function paintCompare(ctx: Context, scene: CompareScene, options: PaintOptions): void {
  const { palette, width, height, ratio, scrollY } = options;
  const { scale, layout } = scene;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  ctx.lineJoin = 'round';
  paintAxis(ctx, scene, palette);
  paintGapWords(ctx, scene, palette);
  ctx.save();
  clip(ctx, 0, AXIS, width, height - AXIS);
  ctx.translate(0, -scrollY);
  paintGround(ctx, scene, palette);
  ctx.save();
  clip(ctx, scale.x0 - 8, AXIS, scale.x1 - scale.x0 + 16, layout.height);
  for (const half of [scene.a, scene.b]) {
    paintBands(ctx, half, scene, palette);
    paintDensity(ctx, half, palette);
    paintLanes(ctx, half, scene, palette);
  }
  paintGapSigns(ctx, scene.breaks, middles(scene), palette);
  for (const half of [scene.a, scene.b]) {
    paintOperations(ctx, half, palette);
    paintMessages(ctx, half, palette, true);
  }
  for (const half of [scene.a, scene.b]) {
    paintMessages(ctx, half, palette, false);
    paintDots(ctx, half, palette);
  }
  for (const half of [scene.a, scene.b]) paintWords(ctx, half, scene, palette);
  paintInputs(ctx, scene.a.inputs, layout.inputsA, scene, palette);
  paintInputs(ctx, scene.b.inputs, layout.inputsB, scene, palette);
  ctx.restore();
  paintFirst(ctx, scene, options);
  paintNames(ctx, scene, palette);
  ctx.restore();
}

function paintAxis(ctx: Context, { scale, ticks }: CompareScene, palette: Palette): void {
  font(ctx, 12, 420);
  ctx.fillStyle = palette['ink-3'];
  for (const tick of ticks) {
    const wide = ctx.measureText(tick.label).width;
    const x = Math.min(tick.x - wide / 2, scale.x1 + 10 - wide);
    if (tick.x >= scale.x0 - 1) ctx.fillText(tick.label, Math.max(scale.x0 - 12, x), 20);
  }
}

/** The half-lanes of both runs. */
function middles({ layout }: CompareScene): readonly number[] {
  return layout.rows.flatMap(({ a, b }) => [a, b]).filter((y) => y !== null);
}

/** Lines of time, and for every node a tinted strip where its half-lane of B runs. */
function paintGround(ctx: Context, { scale, layout }: CompareScene, palette: Palette): void {
  ctx.fillStyle = palette.veil;
  for (const row of layout.rows) {
    const middle = (row.top + row.bottom) / 2;
    ctx.fillRect(scale.x0 - 8, middle, scale.x1 - scale.x0 + 16, row.bottom - middle);
  }
  ctx.strokeStyle = palette.rule;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const tick of scale.ticks()) {
    const x = Math.round(tick.x) + 0.5;
    ctx.moveTo(x, layout.inputsA - 12);
    ctx.lineTo(x, layout.bottom);
  }
  for (const row of layout.rows) {
    const y = Math.round(row.top) + 0.5;
    ctx.moveTo(0, y);
    ctx.lineTo(scale.x1 + 8, y);
  }
  ctx.stroke();
}

function paintInputs(
  ctx: Context,
  bars: readonly InputBar[],
  y: number,
  { scale }: CompareScene,
  palette: Palette,
): void {
  ctx.strokeStyle = palette.rule;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(scale.x0, y + 0.5);
  ctx.lineTo(scale.x1, y + 0.5);
  ctx.stroke();
  // Those of this run alone are named first.
  const ordered = [...bars].sort((p, q) => Number(p.shared) - Number(q.shared) || p.x0 - q.x0);
  const named: { x0: number; x1: number }[] = [];
  for (const bar of ordered) {
    const tone = bar.shared ? palette['ink-3'] : palette.fault;
    const x0 = Math.max(bar.x0, scale.x0 - 8);
    const x1 = Math.min(bar.x1, scale.x1 + 8);
    ctx.globalAlpha = bar.shared ? 0.6 : 1;
    ctx.strokeStyle = tone;
    ctx.fillStyle = bar.shared ? palette.veil : tone;
    ctx.beginPath();
    if (bar.instant) ctx.rect(x0 - 2, y + 1, 4, 7);
    else ctx.roundRect(x0, y - 8, Math.max(3, x1 - x0), 16, 4);
    ctx.fill();
    ctx.stroke();
    font(ctx, 11, bar.shared ? 460 : 620);
    const wide = ctx.measureText(bar.caption).width;
    const inside = !bar.instant && x1 - x0 > wide + 12;
    const at = inside ? x0 + 6 : (bar.instant ? x0 : x1) + 6;
    const room = { x0: at - 4, x1: at + wide + 4 };
    if (room.x1 > scale.x1 + 8 || named.some((n) => room.x0 < n.x1 && n.x0 < room.x1)) continue;
    if (!inside && bars.some((o) => o !== bar && o.x0 < room.x1 && o.x1 > room.x0)) continue;
    named.push(room);
    ctx.fillStyle = inside && !bar.shared ? palette.paper : tone;
    ctx.fillText(bar.caption, at, y + 4);
  }
  ctx.globalAlpha = 1;
}

function paintFirst(ctx: Context, { firstX, scale, layout }: CompareScene, options: PaintOptions): void {
  const { palette, firstLabel } = options;
  if (firstX === null || firstX < scale.x0 - 1 || firstX > scale.x1 + 1) return;
  ctx.strokeStyle = palette.fault;
  ctx.lineWidth = 1.5;
  ctx.setLineDash([5, 3]);
  ctx.beginPath();
  ctx.moveTo(firstX, AXIS + 18);
  ctx.lineTo(firstX, layout.bottom);
  ctx.stroke();
  ctx.setLineDash([]);
  font(ctx, 12, 620);
  const wide = ctx.measureText(firstLabel).width;
  const x = Math.max(4, Math.min(firstX - 8, options.width - wide - 20));
  ctx.fillStyle = palette.fault;
  ctx.beginPath();
  ctx.roundRect(x, AXIS + 1, wide + 16, 18, 4);
  ctx.fill();
  ctx.fillStyle = palette.paper;
  ctx.fillText(firstLabel, x + 8, AXIS + 14);
}

function paintNames(ctx: Context, { scale, layout }: CompareScene, palette: Palette): void {
  const x = laneNameX(scale.x0);
  for (const row of layout.rows) {
    font(ctx, 14, 620);
    ctx.fillStyle = palette.ink;
    ctx.fillText(row.id, x, (row.top + row.bottom) / 2 + 5);
    letters(ctx, row.a, row.b, scale.x0, palette);
  }
  letters(ctx, layout.inputsA, layout.inputsB, scale.x0, palette);
  if (scale.x0 < 70) return;
  font(ctx, 12, 560);
  ctx.fillStyle = palette['ink-2'];
  ctx.fillText('Inputs', x, (layout.inputsA + layout.inputsB) / 2 + 4);
}

function letters(ctx: Context, a: number | null, b: number | null, x0: number, palette: Palette): void {
  font(ctx, 11, 560);
  ctx.fillStyle = palette['ink-3'];
  if (a !== null) ctx.fillText('A', x0 - 17, a + 4);
  if (b !== null) ctx.fillText('B', x0 - 17, b + 4);
}

/** The cursor, on a canvas of its own: it moves while the picture stands. */
export function paintCursor(
  ctx: Context,
  { scale, layout }: CompareScene,
  time: number,
  { palette, width, height, ratio, scrollY }: Omit<PaintOptions, 'firstLabel'>,
): void {
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  const x = scale.x(time);
  if (x < scale.x0 - 1 || x > scale.x1 + 1) return;
  ctx.strokeStyle = palette.ink;
  ctx.fillStyle = palette.ink;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(x, AXIS - 4);
  ctx.lineTo(x, Math.min(height, layout.bottom - scrollY));
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
