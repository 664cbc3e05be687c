/** Where a dragged chip would land, drawn as what it would make: at the very time and for the very length. */
import type { Input } from '../../engine/runspec.ts';
import { endOf } from '../../timeline/edit.ts';
import { sideLetter } from '../../timeline/faults.ts';
import type { Scene } from '../../timeline/types.ts';
import { groundOf } from '../faults/landing.ts';
import { inputFromDrop } from '../faults/make.ts';
import { prominentNode } from '../faults/place.ts';
import type { ChipKind, DropTarget, ViewProps } from '../views.ts';
import type { Palette } from './palette.ts';
import { badge, type Context, crossAt } from './pen.ts';

export interface Dropping {
  readonly chip: ChipKind;
  readonly target: DropTarget;
  /** What letting go would make; null when the form would have to ask. */
  readonly input: Input | null;
}

/** What the hand is about to do, made by the same rule as when it lets go. */
export function droppingOf(
  view: Pick<ViewProps, 'dropping' | 'meta' | 'resolved' | 'trace' | 'heads' | 'index' | 'world'>,
): Dropping | null {
  const { dropping, meta, resolved, trace, heads, index, world } = view;
  if (!dropping?.target) return null;
  const run = { id: -1, resolved, trace, heads, ordinals: index.ordinals, index };
  const input = inputFromDrop(dropping.chip, dropping.target, {
    meta,
    run,
    prominent: prominentNode(meta, world),
  });
  return { chip: dropping.chip, target: dropping.target, input };
}

/** Start and end of what would be made, px, the end not beyond the picture; an instant has no length. */
export function previewSpan({ input, target }: Dropping, scene: Scene): { x0: number; x1: number } {
  const { scale } = scene.view;
  const x0 = scale.x(input?.at ?? target.at);
  const end = input === null ? x0 : scale.x(endOf(input, scale.until));
  return { x0, x1: Math.max(x0, Math.min(end, scale.x(scale.until), scale.x1 + 8)) };
}

export function paintPreview(ctx: Context, scene: Scene, dropping: Dropping, palette: Palette): void {
  const { chip, target, input } = dropping;
  const { lanes } = scene.view;
  ctx.strokeStyle = palette.fault;
  ctx.fillStyle = palette.fault;
  ctx.lineWidth = 1.6;
  if (target.send !== undefined) {
    previewMessage(ctx, scene, target.send, chip);
    return;
  }
  const groups =
    input && 'fault' in input && input.fault.type === 'partition' ? input.fault.groups : target.groups;
  if (chip === 'partition' && groups) {
    previewCut(ctx, scene, groups, dropping, palette);
    return;
  }
  // What can do nothing here is drawn as nothing: the words beside the pointer say why.
  if (input === null) return;
  const { x0, x1 } = previewSpan(dropping, scene);
  if (groundOf(chip) === 'link') previewLink(ctx, scene, input, x0);
  if (chip === 'command') ctx.fillStyle = palette.ink;
  const thin = groundOf(chip) === 'link';
  for (const lane of scene.lanes) {
    if (!struckBy(dropping).includes(lane.id)) continue;
    const y = thin ? lane.y + 7 : lane.y - lanes.half;
    const height = thin ? 7 : 2 * lanes.half;
    if (x1 > x0) {
      ctx.globalAlpha = 0.22;
      ctx.beginPath();
      ctx.roundRect(x0, y, x1 - x0, height, 4);
      ctx.fill();
      ctx.globalAlpha = 1;
    }
    for (const x of x1 > x0 ? [x0, x1] : [x0]) {
      ctx.beginPath();
      ctx.roundRect(x - 1.5, y - 3, 3, height + 6, 1.5);
      ctx.fill();
    }
  }
}

/** The lanes it would lie on. */
function struckBy({ input, target }: Dropping): readonly string[] {
  if (input && 'command' in input) return [input.node];
  if (!input || !('fault' in input)) return target.node === undefined ? [] : [target.node];
  const { fault } = input;
  if ('node' in fault) return [fault.node];
  if ('nodes' in fault) return fault.nodes;
  if ('links' in fault) return fault.links.map(([a]) => a);
  return 'from' in fault ? [fault.from] : [];
}

/** The way that is cut or made worse: an arrow from lane to lane, a plain line where it is both ways. */
function previewLink(ctx: Context, scene: Scene, input: Input, x: number): void {
  if (!('fault' in input)) return;
  const { fault } = input;
  const pairs =
    fault.type === 'partial'
      ? fault.links
      : fault.type === 'block' || fault.type === 'link'
        ? [[fault.from, fault.to] as const]
        : [];
  for (const [from, to] of pairs) {
    const y0 = scene.lanes.find((lane) => lane.id === from)?.y;
    const y1 = scene.lanes.find((lane) => lane.id === to)?.y;
    if (y0 === undefined || y1 === undefined) continue;
    const back = y1 > y0 ? -6 : 6;
    ctx.setLineDash([4, 3]);
    ctx.beginPath();
    ctx.moveTo(x, y0);
    ctx.lineTo(x, y1);
    ctx.stroke();
    ctx.setLineDash([]);
    if (fault.type === 'partial') continue;
    ctx.beginPath();
    ctx.moveTo(x - 4, y1 + back);
    ctx.lineTo(x, y1);
    ctx.lineTo(x + 4, y1 + back);
    ctx.stroke();
  }
}

function previewMessage(ctx: Context, scene: Scene, send: number, chip: ChipKind): void {
  const line = scene.messages.find((m) => scene.model.index.flights.send[m.flight] === send);
  if (!line) return;
  ctx.lineWidth = 3.5;
  ctx.globalAlpha = 0.55;
  ctx.beginPath();
  ctx.moveTo(line.x0, line.y0);
  ctx.lineTo(line.x1, line.y1);
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.lineWidth = 2;
  if (chip === 'drop' || chip === 'corrupt')
    crossAt(ctx, (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2, 5);
}

function previewCut(
  ctx: Context,
  scene: Scene,
  groups: readonly (readonly string[])[],
  dropping: Dropping,
  palette: Palette,
): void {
  const { lanes } = scene.view;
  const { x0, x1 } = previewSpan(dropping, scene);
  ctx.globalAlpha = 0.1;
  ctx.fillRect(x0, lanes.top, x1 - x0, lanes.bottom - lanes.top);
  ctx.globalAlpha = 1;
  ctx.beginPath();
  for (const x of [x0, x1]) {
    ctx.moveTo(x, lanes.top);
    ctx.lineTo(x, lanes.bottom);
  }
  ctx.stroke();
  const sideOf = (id: string) => groups.findIndex((group) => group.includes(id));
  scene.lanes.forEach((lane, i) => {
    const next = scene.lanes[i + 1];
    const mine = sideOf(lane.id);
    if (mine < 0) return;
    if (next && sideOf(next.id) >= 0 && sideOf(next.id) !== mine) {
      const y = (lane.y + next.y) / 2;
      ctx.strokeStyle = palette.fault;
      ctx.lineWidth = 1.6;
      ctx.beginPath();
      ctx.moveTo(x0, y);
      for (let k = 1; x0 + k * 9.5 <= x1; k++) ctx.lineTo(x0 + k * 9.5, y + (k % 2 ? 5 : -5));
      ctx.stroke();
    }
    badge(ctx, { node: lane.node, side: mine, letter: sideLetter(mine), x: x0, y: lane.y }, x0, palette);
  });
}
