/** Paints two runs on one time axis: what both have recedes, what one has alone is lit. */

import type { CompareScene, InputBar } from '../../timeline/compare.ts';
import { AXIS, AXIS_WORDS, laneNameX } from '../../timeline/lanes.ts';
import { paintGapSigns, paintGapWords } from '../timeline/paintGaps.ts';
import type { Palette } from '../timeline/palette.ts';
import { type Context, clip, font } from '../timeline/pen.ts';
import { paintFirst } from './paintCursor.ts';
import {
  paintBands,
  paintDensity,
  paintDots,
  paintLanes,
  paintMessages,
  paintOperations,
  paintWords,
} from './paintHalf.ts';

/** Of so many inputs at most a place for the name is looked for, and past so many that lie on one. */
const MANY = 300;
const MANY_ABOVE = 12;

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
    if (tick.x >= scale.x0 - 1) ctx.fillText(tick.label, Math.max(scale.x0 - 12, x), AXIS_WORDS);
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
  const ends = (bar: InputBar) => {
    const x0 = Math.max(bar.x0, scale.x0 - 8);
    return bar.instant ? [x0 - 2, x0 + 2] : [x0, Math.max(x0 + 3, Math.min(bar.x1, scale.x1 + 8))];
  };
  const [left, right] = [
    (bar: InputBar) => ends(bar)[0] as number,
    (bar: InputBar) => ends(bar)[1] as number,
  ];
  // The longer beneath the shorter, and what both runs have beneath what one has alone: a rim of paper keeps each apart.
  const beneath = [...bars].sort(
    (p, q) => right(q) - left(q) - (right(p) - left(p)) || Number(q.shared) - Number(p.shared),
  );
  const deep = (place: number, bar: InputBar) => {
    const under = place < MANY ? beneath.slice(0, place) : [];
    return Math.min(
      2,
      under.filter((o) => !o.instant && right(o) > left(bar) && left(o) < right(bar)).length,
    );
  };
  for (const [place, bar] of beneath.entries()) {
    // The more lie beneath it the slimmer it is: their ends are seen above and below it.
    const half = 8 - 2 * deep(place, bar);
    const tone = bar.shared ? palette['ink-3'] : palette.fault;
    ctx.beginPath();
    if (bar.instant) ctx.rect(left(bar), y + 1, 4, 7);
    else ctx.roundRect(left(bar), y - half, right(bar) - left(bar), 2 * half, 4);
    ctx.lineWidth = 3;
    ctx.strokeStyle = palette.paper;
    ctx.globalAlpha = 1;
    ctx.stroke();
    ctx.lineWidth = 1;
    ctx.globalAlpha = bar.shared ? 0.6 : 1;
    ctx.strokeStyle = tone;
    ctx.fillStyle = bar.shared ? palette.veil : tone;
    ctx.fill();
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  // Those of this run alone are named first, inside their bar where it holds the name and nothing lies on that.
  const named: { x0: number; x1: number }[] = [];
  const ordered = [...bars].sort((p, q) => Number(p.shared) - Number(q.shared) || p.x0 - q.x0);
  for (const bar of ordered.slice(0, MANY)) {
    font(ctx, 11, bar.shared ? 460 : 620);
    const wide = ctx.measureText(bar.caption).width;
    const above = beneath
      .slice(beneath.indexOf(bar) + 1)
      .filter((o) => right(o) > left(bar) && left(o) < right(bar));
    const within = bar.instant
      ? []
      : [left(bar), ...above.slice(0, MANY_ABOVE).map(right)].sort((p, q) => p - q);
    const free = (at: number, others: readonly InputBar[], length = wide) =>
      ![...named, ...others.map((o) => ({ x0: left(o), x1: right(o) }))].some(
        (n) => at - 4 < n.x1 && n.x0 < at + length + 4,
      );
    const inside = within
      .map((x) => x + 6)
      .find((at) => at >= left(bar) + 6 && at + wide + 6 <= right(bar) && free(at, above));
    const after = right(bar) + 6;
    const at =
      inside ??
      (free(
        after,
        bars.filter((o) => o !== bar),
      )
        ? after
        : null);
    if (at === null || at + wide + 4 > scale.x1 + 8) {
      // Of a bar that is broken up by others at least the first words.
      const until = Math.min(
        right(bar),
        ...above.map(left),
        ...named.map((n) => n.x0).filter((x) => x > left(bar)),
      );
      const part = bar.instant ? '' : cutTo(ctx, bar.caption, until - left(bar) - 12);
      if (part === '' || !free(left(bar) + 6, [], ctx.measureText(part).width)) continue;
      named.push({ x0: left(bar), x1: until });
      ctx.fillStyle = bar.shared ? palette['ink-3'] : palette.paper;
      ctx.fillText(part, left(bar) + 6, y + 4);
      continue;
    }
    named.push({ x0: at - 4, x1: at + wide + 4 });
    if (inside === undefined) {
      // Beside its bar it stands on the line, which is not to strike it through.
      ctx.lineWidth = 4;
      ctx.strokeStyle = palette.paper;
      ctx.strokeText(bar.caption, at, y + 4);
    }
    const tone = bar.shared ? palette['ink-3'] : palette.fault;
    ctx.fillStyle = inside !== undefined && !bar.shared ? palette.paper : tone;
    ctx.fillText(bar.caption, at, y + 4);
  }
}

/** As many letters as have room, '' if they would say nothing. */
function cutTo(ctx: Context, text: string, room: number): string {
  for (let length = text.length - 1; length >= 3; length--) {
    const part = `${text.slice(0, length).trimEnd()}…`;
    if (ctx.measureText(part).width <= room) return part;
  }
  return '';
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
