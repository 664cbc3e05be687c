/** What fills lanes: stretches of a status, operations of clients, and messages too many for lines. */
import { epochFill, epochTone, type Scene, type Tone } from '../../timeline/types.ts';
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
  let tone: Tone | null = null;
  for (const column of scene.density) {
    const half = 1.5 + (lanes.half - 3) * column.level;
    if (column.tone !== tone) {
      tone = column.tone;
      ctx.fillStyle = palette[tone];
    }
    ctx.fillRect(column.x, (lanes.y[column.node] ?? 0) - half + 0.5, column.width, 2 * half);
  }
  ctx.globalAlpha = 1;
}

/** px: bars nearer than this are one to the eye, and painted as one. */
const SEAM = 0.6;

export function paintOperations(ctx: Context, scene: Scene, options: PaintOptions): void {
  const { palette, marks } = options;
  ctx.fillStyle = palette.ink;
  /** By lane: from where to where it is black, and how black. */
  const rows = new Map<number, { x0: number; x1: number; alpha: number }>();
  const paint = (y: number, row: { x0: number; x1: number; alpha: number }) => {
    ctx.globalAlpha = row.alpha;
    ctx.fillRect(row.x0, y - 3.5, row.x1 - row.x0, 7);
  };
  for (const bar of scene.operations) {
    const faint = bar.outcome === 'open' || bar.outcome === 'info';
    const lit = !marks || marks[bar.step] ? 1 : 0.3;
    const alpha = (faint ? 0.3 : 0.86) * lit;
    const x1 = Math.max(bar.x1, bar.x0 + 1.5);
    const row = rows.get(bar.y);
    if (row && row.alpha === alpha && bar.outcome !== 'fail' && bar.x0 - row.x1 < SEAM) {
      row.x1 = Math.max(row.x1, x1);
      continue;
    }
    if (row) paint(bar.y, row);
    if (bar.outcome !== 'fail') {
      rows.set(bar.y, { x0: bar.x0, x1, alpha });
      continue;
    }
    rows.delete(bar.y);
    paint(bar.y, { x0: bar.x0, x1, alpha });
    ctx.globalAlpha = lit;
    ctx.fillStyle = palette.paper;
    ctx.fillRect(bar.x0 + 2, bar.y - 1.5, Math.max(0, x1 - bar.x0 - 4), 3);
    ctx.fillStyle = palette.ink;
  }
  for (const [y, row] of rows) paint(y, row);
  ctx.globalAlpha = 1;
}
