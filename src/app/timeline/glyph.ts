/** Signs of faults on the canvas: the same as in lists and on the stage. */
import { GLYPHS } from '../faults/glyphs.ts';
import type { Context } from './pen.ts';

const paths = new Map<string, Path2D>();
const data = new WeakMap<Path2D, string>();

/** What a path of this file was made from: a Path2D does not tell, and a pen that writes SVG has to know. */
export function pathData(path: Path2D): string | undefined {
  return data.get(path);
}

/** Strokes the sign of a fault in the current colour, `size` px wide, around a point. */
export function glyphAt(ctx: Context, type: string, x: number, y: number, size: number): void {
  const drawn = (GLYPHS as Readonly<Record<string, string>>)[type];
  if (drawn === undefined) return;
  const path = paths.get(type) ?? new Path2D(drawn);
  paths.set(type, path);
  data.set(path, drawn);
  const scale = size / 16;
  ctx.save();
  ctx.translate(x - size / 2, y - size / 2);
  ctx.scale(scale, scale);
  ctx.lineWidth = 1.5 / scale;
  ctx.lineCap = 'round';
  ctx.stroke(path);
  ctx.restore();
}
