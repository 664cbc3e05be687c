/** The two events that are compared, and the way from one to the other. */
import { laneOf, timeOf } from '../../timeline/index.ts';
import type { Scene } from '../../timeline/types.ts';
import type { EventOrder } from '../../worker/wire.ts';
import type { Run } from '../stores/session.ts';
import { font } from '../timeline/pen.ts';
import type { SceneLayer } from '../views.ts';

/** @param order null while it is not known, or there is only `a` */
export function pairLayer(run: Run, a: number, b: number | null, order: EventOrder | null): SceneLayer {
  return (ctx, scene, palette) => {
    if (scene.model.index.trace !== run.trace) return;
    const place = (step: number) => pointOf(scene, step);
    const legs = order?.path ?? [];
    ctx.lineCap = 'round';
    for (const [width, colour] of [
      [7, palette.paper],
      [3, palette.ink],
    ] as const) {
      ctx.lineWidth = width;
      ctx.strokeStyle = colour;
      ctx.beginPath();
      for (const { from, to } of legs) {
        const [p, q] = [place(from), place(to)];
        if (p === null || q === null) continue;
        ctx.moveTo(p.x, p.y);
        ctx.lineTo(q.x, q.y);
      }
      ctx.stroke();
    }
    ctx.lineCap = 'butt';
    for (const { from, by } of legs) {
      const p = by === 'message' ? place(from) : null;
      if (p === null) continue;
      ctx.fillStyle = palette.ink;
      ctx.beginPath();
      ctx.arc(p.x, p.y, 4, 0, 2 * Math.PI);
      ctx.fill();
    }
    bead(ctx, place(a), 'a', palette);
    if (b !== null) bead(ctx, place(b), 'b', palette);
  };
}

function pointOf({ model: { index }, view }: Scene, step: number): { x: number; y: number } | null {
  const y = view.lanes.y[laneOf(index, step)];
  return y === undefined ? null : { x: view.scale.x(timeOf(index, step)), y };
}

function bead(
  ctx: Parameters<SceneLayer>[0],
  at: { x: number; y: number } | null,
  letter: string,
  palette: Parameters<SceneLayer>[2],
): void {
  if (at === null) return;
  // Beside the event, on its lane: at it stands the mark of the cursor, above and below it stand words.
  const x = at.x - 16;
  ctx.fillStyle = palette.ink;
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.arc(x, at.y, 8.5, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
  font(ctx, 11.5, 680);
  ctx.fillStyle = palette.paper;
  ctx.fillText(letter, x - ctx.measureText(letter).width / 2, at.y + 4);
}
