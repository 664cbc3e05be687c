/** The verdict on the timeline: a numbered tick in every bar that the order found has a place for, red bars that fit nowhere. */
import { beadHalf, type EffectPoint, type HistoryMarks, placeHistory } from '../../timeline/history.ts';
import type { Scene } from '../../timeline/types.ts';
import { crossAt, font } from '../timeline/pen.ts';
import type { SceneLayer } from '../views.ts';

/** px: half the height of an operation's bar. */
const HALF = 3.5;

export function historyLayer(points: readonly EffectPoint[], unplaced: readonly number[]): SceneLayer {
  const placed = new WeakMap<Scene, HistoryMarks>();
  return (ctx, scene, palette, lit) => {
    let marks = placed.get(scene);
    if (marks === undefined) {
      marks = placeHistory(scene, points, unplaced);
      placed.set(scene, marks);
    }
    for (const { x0, x1, y, step } of marks.unplaced) {
      ctx.globalAlpha = lit(step);
      ctx.fillStyle = palette.fault;
      ctx.fillRect(x0, y - HALF, Math.max(2, x1 - x0), 2 * HALF);
      cross(ctx, (x0 + x1) / 2, y, palette);
    }
    for (const { x, y, step, label, beyond } of marks.ticks) {
      ctx.globalAlpha = lit(step);
      if (beyond !== null) dashes(ctx, beyond, x, y, palette.ink);
      if (label !== '') bead(ctx, label, x, y, palette);
      else tick(ctx, x, y, palette);
    }
    ctx.globalAlpha = 1;
  };
}

type Context = Parameters<SceneLayer>[0];
type Palette = Parameters<SceneLayer>[2];

/** The moment, with its place in the order. */
function bead(ctx: Context, label: string, x: number, y: number, palette: Palette): void {
  font(ctx, 10.5, 660);
  const width = ctx.measureText(label).width;
  const half = beadHalf(label);
  ctx.fillStyle = palette.panel;
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 1.4;
  ctx.beginPath();
  ctx.roundRect(x - half, y - 7, 2 * half, 14, 7);
  ctx.fill();
  ctx.stroke();
  ctx.fillStyle = palette.ink;
  ctx.fillText(label, x - width / 2, y + 3.7);
}

/** The moment, where there is no room for a number. */
function tick(ctx: Context, x: number, y: number, palette: Palette): void {
  ctx.fillStyle = palette.panel;
  ctx.fillRect(x - 1.75, y - HALF - 2, 3.5, 2 * HALF + 4);
  ctx.fillStyle = palette.ink;
  ctx.fillRect(x - 1, y - HALF - 2, 2, 2 * HALF + 4);
}

/** This fits nowhere. */
function cross(ctx: Context, x: number, y: number, palette: Palette): void {
  ctx.fillStyle = palette.fault;
  ctx.strokeStyle = palette.panel;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.arc(x, y, 7.5, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
  ctx.lineWidth = 1.8;
  crossAt(ctx, x, y, 2.8);
}

function dashes(ctx: Context, from: number, to: number, y: number, colour: string): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5;
  ctx.setLineDash([3, 3]);
  ctx.beginPath();
  ctx.moveTo(from, y + 0.5);
  ctx.lineTo(to, y + 0.5);
  ctx.stroke();
  ctx.setLineDash([]);
}
