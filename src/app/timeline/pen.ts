/** What every painter of the timeline uses. */
import { FOOT } from '../../timeline/lanes.ts';
import type { Scene, SideLetter } from '../../timeline/types.ts';
import { FONT, type Palette } from './palette.ts';

export type Context = CanvasRenderingContext2D;

/** What is concurrent with the step pointed at recedes to this. */
export const FADED = 0.13;

/** Down to where lanes are seen: the foot stays free of those that are scrolled. */
export function shownHeight(scene: Scene, height: number): number {
  return scene.view.lanes.height > height ? height - FOOT : height;
}

export function clip(ctx: Context, x: number, y: number, width: number, height: number): void {
  ctx.beginPath();
  ctx.rect(x, y, width, height);
  ctx.clip();
}

export function font(ctx: Context, size: number, weight: number): void {
  ctx.font = `${weight} ${size}px ${FONT}`;
}

export function crossAt(ctx: Context, x: number, y: number, size: number): void {
  ctx.beginPath();
  ctx.moveTo(x - size, y - size);
  ctx.lineTo(x + size, y + size);
  ctx.moveTo(x + size, y - size);
  ctx.lineTo(x - size, y + size);
  ctx.stroke();
}

/** The letter of a side on a lane; dashed for a lane on no side. */
export function badge(ctx: Context, letter: SideLetter, x: number, palette: Palette): void {
  ctx.fillStyle = palette.paper;
  ctx.strokeStyle = palette.fault;
  ctx.lineWidth = 1;
  if (letter.side < 0) ctx.setLineDash([2, 2]);
  ctx.beginPath();
  ctx.roundRect(x - 8, letter.y - 8, 16, 16, 4);
  ctx.fill();
  ctx.stroke();
  ctx.setLineDash([]);
  font(ctx, 11, 640);
  ctx.fillStyle = palette.fault;
  ctx.fillText(letter.letter, x - ctx.measureText(letter.letter).width / 2, letter.y + 4);
}
