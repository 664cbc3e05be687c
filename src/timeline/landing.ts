/** Where on the timeline a chip would land. Apart from `hit.ts`, which only hands need. */
import { gapAt, laneAt, sidesAt } from './lanes.ts';
import { aim, snap } from './scale.ts';
import type { MessageLine, Scene } from './types.ts';

/** The message line nearest to a point, null beyond `reach`. */
export function messageNear(scene: Scene, x: number, y: number, reach: number): MessageLine | null {
  let best: MessageLine | null = null;
  let least = reach;
  for (const line of scene.messages) {
    if (Math.min(line.x0, line.x1) > x + reach || Math.max(line.x0, line.x1) < x - reach) continue;
    const distance = distanceTo(line, x, y);
    if (distance <= least) {
      best = line;
      least = distance;
    }
  }
  return best;
}

function distanceTo(line: MessageLine, x: number, y: number): number {
  const dx = line.x1 - line.x0;
  const dy = line.y1 - line.y0;
  const length = dx * dx + dy * dy;
  const share =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((x - line.x0) * dx + (y - line.y0) * dy) / length));
  return Math.hypot(x - line.x0 - share * dx, y - line.y0 - share * dy);
}

/** Where a dragged chip would land; null outside the plot. */
export interface Landing {
  readonly at: number;
  /** How exactly the hand could aim, µs. */
  readonly precision: number;
  readonly node: string | undefined;
  readonly send: number | undefined;
  readonly groups: readonly (readonly string[])[] | undefined;
  readonly link: readonly [string, string] | undefined;
}

/** Whether what is on this lane takes the chip is not asked here. */
export function landingAt(
  scene: Scene,
  x: number,
  y: number,
  chip: 'node' | 'partition' | 'message' | 'link',
): Landing | null {
  const { scale, lanes } = scene.view;
  if (x < scale.x0 - 24 || x > scale.x1 + 24 || y < 0 || y > lanes.height) return null;
  const perPixel = scale.perPixelAt(scale.t(x));
  const at = Math.min(scale.until, Math.max(0, snap(scale.t(x), perPixel)));
  const precision = aim(perPixel);
  const nothing = { at, precision, node: undefined, send: undefined, groups: undefined, link: undefined };
  if (chip === 'partition') return { ...nothing, groups: sidesAt(lanes, y) };
  const nodes = scene.model.resolved.nodes;
  const idOf = (index: number) => nodes[index]?.id ?? '';
  const { flights, trace } = scene.model.index;
  if (chip === 'message') {
    const line = messageNear(scene, x, y, 60);
    if (!line) return null;
    const send = flights.send[line.flight] as number;
    const node = idOf(flights.from[line.flight] as number);
    return { ...nothing, at: trace.columns.time[send] as number, node, send };
  }
  const lane = laneAt(lanes, y);
  // Between two lanes it is their link that is meant, from the nearer to the other.
  const gap = chip === 'link' && lane && Math.abs(lane.y - y) > lanes.half ? gapAt(lanes, y) : null;
  if (gap) return { ...nothing, link: [gap.near.id, gap.far.id] };
  return { ...nothing, node: lane?.id };
}
