/** What lies on the timeline over the time that is not there yet. */
import type { Micros } from '../../engine/runspec.ts';
import { FOOT } from '../../timeline/lanes.ts';
import { font, shownHeight } from '../timeline/pen.ts';
import type { SceneLayer } from '../views.ts';

/** px below the axis's numbers. */
const TOP = 30;

export function veilFrom(at: Micros, words: string): SceneLayer {
  return (ctx, scene, palette) => {
    const { scale, lanes } = scene.view;
    const x = Math.max(scale.x(at), scale.x0);
    const right = scale.x1 + 18;
    const bottom = shownHeight(scene, lanes.height) - FOOT / 2;
    if (right - x < 1) return;
    ctx.globalAlpha = 1;
    ctx.fillStyle = palette.veil;
    ctx.fillRect(x, TOP, right - x, bottom - TOP);
    font(ctx, 14, 400);
    const width = ctx.measureText(words).width;
    if (width > right - x - 16) return;
    ctx.fillStyle = palette['ink-3'];
    ctx.fillText(words, x + (right - x - width) / 2, (TOP + bottom) / 2);
  };
}
