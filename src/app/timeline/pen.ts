/** What every painter of the timeline uses. */
import { FOOT } from '../../timeline/lanes.ts';
import type { Box, Scene, SideLetter } from '../../timeline/types.ts';
import { FONT, type Palette } from './palette.ts';

/** What the painters use of a canvas: the pen that writes SVG (app/share/svgPen.ts) offers just this, so they draw both. */
export type Context = Pick<
  CanvasRenderingContext2D,
  | 'arc'
  | 'beginPath'
  | 'clearRect'
  | 'clip'
  | 'closePath'
  | 'ellipse'
  | 'fill'
  | 'fillRect'
  | 'fillStyle'
  | 'fillText'
  | 'font'
  | 'globalAlpha'
  | 'lineCap'
  | 'lineJoin'
  | 'lineTo'
  | 'lineWidth'
  | 'measureText'
  | 'moveTo'
  | 'quadraticCurveTo'
  | 'rect'
  | 'restore'
  | 'roundRect'
  | 'save'
  | 'scale'
  | 'setLineDash'
  | 'setTransform'
  | 'stroke'
  | 'strokeRect'
  | 'strokeStyle'
  | 'strokeText'
  | 'translate'
>;

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

/** The part of a box in view. */
export function inView(box: Box, scene: Scene): { x0: number; x1: number } | null {
  const { scale } = scene.view;
  const x0 = Math.max(box.x, scale.x0 - 8);
  const x1 = Math.min(box.x + box.width, scale.x1 + 8, scale.x(scale.until));
  return x1 < x0 ? null : { x0, x1 };
}

export function visible(x: number, scene: Scene): boolean {
  return x >= scene.view.scale.x0 - 8 && x <= scene.view.scale.x1 + 8;
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
