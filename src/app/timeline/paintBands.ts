/** What fills lanes: stretches of a status, operations of clients, and messages too many for lines. */
import { epochFill, epochTone, type Scene } from '../../timeline/types.ts';
import type { PaintOptions } from './paint.ts';
import type { Context } from './pen.ts';

export function paintBands(ctx: Context, scene: Scene, { palette, marks }: PaintOptions): void {
  for (const band of scene.bands) {
    const left = Math.max(band.x0, scene.view.scale.x0 - 8);
    const right = Math.min(band.x1, scene.view.scale.x1 + 8);
    if (right <= left) continue;
    ctx.globalAlpha = marks ? 0.35 : 1;
    ctx.fillStyle = palette[epochFill(band.epoch)];
    ctx.beginPath();
    ctx.roundRect(left, band.y - band.half, right - left, 2 * band.half, 4);
    ctx.fill();
    ctx.globalAlpha = marks && !marks[band.step] ? 0.35 : 1;
    if (band.x0 >= scene.view.scale.x0 - 8) {
      ctx.fillStyle = palette[epochTone(band.epoch)];
      ctx.beginPath();
      ctx.roundRect(band.x0, band.y - band.half, Math.min(4, right - left), 2 * band.half, 2);
      ctx.fill();
    }
    if (band.mark === 'dashed') {
      ctx.strokeStyle = palette[epochTone(band.epoch)];
      ctx.lineWidth = 1;
      ctx.setLineDash([4, 3]);
      ctx.strokeRect(left + 0.5, band.y - band.half + 0.5, right - left - 1, 2 * band.half - 1);
      ctx.setLineDash([]);
    }
  }
  ctx.globalAlpha = 1;
}

/** Messages too many to be drawn as lines: the taller, the more a lane sent there. */
export function paintDensity(ctx: Context, scene: Scene, { palette, marks }: PaintOptions): void {
  const { lanes } = scene.view;
  ctx.globalAlpha = marks ? 0.15 : 0.42;
  for (const column of scene.density) {
    const half = 1.5 + (lanes.half - 3) * column.level;
    ctx.fillStyle = palette[column.tone];
    ctx.fillRect(column.x, (lanes.y[column.node] ?? 0) - half + 0.5, column.width, 2 * half);
  }
  ctx.globalAlpha = 1;
}

export function paintOperations(ctx: Context, scene: Scene, { palette, marks }: PaintOptions): void {
  ctx.fillStyle = palette.ink;
  for (const bar of scene.operations) {
    const open = bar.outcome === 'open';
    const lit = !marks || marks[bar.step] ? 1 : 0.3;
    ctx.globalAlpha = (open || bar.outcome === 'info' ? 0.3 : 0.86) * lit;
    const width = Math.max(1.5, bar.x1 - bar.x0);
    ctx.fillRect(bar.x0, bar.y - 3.5, width, 7);
    if (bar.outcome === 'fail') {
      ctx.globalAlpha = lit;
      ctx.fillStyle = palette.paper;
      ctx.fillRect(bar.x0 + 2, bar.y - 1.5, Math.max(0, width - 4), 3);
      ctx.fillStyle = palette.ink;
    }
  }
  ctx.globalAlpha = 1;
}
