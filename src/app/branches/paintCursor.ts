/** What is told from the rest of a comparison: where the runs part, and the cursor. */
import type { CompareScene } from '../../timeline/compare.ts';
import { AXIS } from '../../timeline/lanes.ts';
import { type Context, font } from '../timeline/pen.ts';
import type { PaintOptions } from './paintCompare.ts';

/** The plate that names the first difference, px: right under the head of a cursor. */
const FIRST_TOP = AXIS + 4;
const FIRST_HEIGHT = 18;

/** Where the runs part, if that is in view: a line, and a plate that says so. */
export function paintFirst(ctx: Context, scene: CompareScene, options: PaintOptions): void {
  const { layout } = scene;
  const { palette, firstLabel } = options;
  const firstX = firstInView(scene);
  if (firstX === null) return;
  ctx.strokeStyle = palette.fault;
  ctx.lineWidth = 1.5;
  ctx.setLineDash([5, 3]);
  ctx.beginPath();
  ctx.moveTo(firstX, FIRST_TOP + FIRST_HEIGHT);
  ctx.lineTo(firstX, layout.bottom);
  ctx.stroke();
  ctx.setLineDash([]);
  const { x0, x1 } = firstPlate(ctx, firstX, options);
  ctx.fillStyle = palette.fault;
  ctx.beginPath();
  ctx.roundRect(x0, FIRST_TOP, x1 - x0, FIRST_HEIGHT, 4);
  ctx.fill();
  ctx.fillStyle = palette.paper;
  ctx.fillText(firstLabel, x0 + 8, FIRST_TOP + 13);
}

/** Its ends; leaves the pen with its font. */
function firstPlate(
  ctx: Context,
  firstX: number,
  { firstLabel, width }: Pick<PaintOptions, 'firstLabel' | 'width'>,
): { readonly x0: number; readonly x1: number } {
  font(ctx, 12, 620);
  const wide = ctx.measureText(firstLabel).width;
  const x0 = Math.max(4, Math.min(firstX - 8, width - wide - 20));
  return { x0, x1: x0 + wide + 16 };
}

function firstInView({ firstX, scale }: CompareScene): number | null {
  return firstX === null || firstX < scale.x0 - 1 || firstX > scale.x1 + 1 ? null : firstX;
}

/** The cursor, on a canvas of its own: it moves while the picture stands. */
export function paintCursor(ctx: Context, scene: CompareScene, time: number, options: PaintOptions): void {
  const { scale, layout } = scene;
  const { palette, width, height, ratio, scrollY } = options;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  const x = scale.x(time);
  if (x < scale.x0 - 1 || x > scale.x1 + 1) return;
  ctx.strokeStyle = palette.ink;
  ctx.fillStyle = palette.ink;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(x, AXIS - 4);
  // Behind the plate, which is there to be read.
  const firstX = firstInView(scene);
  const plate = firstX !== null && scrollY === 0 ? firstPlate(ctx, firstX, options) : null;
  if (plate && x > plate.x0 - 1 && x < plate.x1 + 1) {
    ctx.lineTo(x, FIRST_TOP);
    ctx.moveTo(x, FIRST_TOP + FIRST_HEIGHT);
  }
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
