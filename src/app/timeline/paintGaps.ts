/** Breaks in the axis: every lane is torn where idle time is drawn shorter than it is. */
import { AXIS_WORDS } from '../../timeline/lanes.ts';
import type { Scene } from '../../timeline/types.ts';
import type { Palette } from './palette.ts';
import { type Context, font } from './pen.ts';

/** Half the distance between the two strokes of a break, and how far they lean, px. */
const HALF = 2.5;
const LEAN = 3;

/** How long each stretch is, in words, among the numbers of the axis. */
export function paintGapWords(ctx: Context, scene: Pick<Scene, 'breaks'>, palette: Palette): void {
  font(ctx, 12, 420);
  ctx.fillStyle = palette['ink-2'];
  for (const { label, x } of scene.breaks) if (label !== '') ctx.fillText(label, x, AXIS_WORDS);
}

/** Behind everything: the stretch in the tone of what is set apart. */
export function paintGapTints(ctx: Context, scene: Scene, palette: Palette): void {
  const { lanes } = scene.view;
  ctx.fillStyle = palette.veil;
  for (const { x0, x1 } of scene.breaks)
    ctx.fillRect(x0, lanes.top - 4, x1 - x0, lanes.bottom - lanes.top + 4);
}

/** On each lane the sign of a broken axis. @param lanes their heights, px */
export function paintGapSigns(
  ctx: Context,
  breaks: Scene['breaks'],
  lanes: readonly number[],
  palette: Palette,
): void {
  ctx.lineWidth = 1.2;
  for (const { x0, x1 } of breaks) {
    const x = (x0 + x1) / 2;
    for (const y of lanes) {
      ctx.fillStyle = palette.paper;
      ctx.beginPath();
      ctx.moveTo(x - HALF - LEAN, y + 6);
      ctx.lineTo(x - HALF + LEAN, y - 5);
      ctx.lineTo(x + HALF + LEAN, y - 5);
      ctx.lineTo(x + HALF - LEAN, y + 6);
      ctx.closePath();
      ctx.fill();
      ctx.strokeStyle = palette['ink-3'];
      ctx.beginPath();
      for (const side of [-HALF, HALF]) {
        ctx.moveTo(x + side - LEAN, y + 6);
        ctx.lineTo(x + side + LEAN, y - 5);
      }
      ctx.stroke();
    }
  }
}
