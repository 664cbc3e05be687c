/** Where on the timeline a chip would land. Apart from `hit.ts`, which only hands need. */
import { laneAt, sidesAt } from './lanes.ts';
import { snap } from './scale.ts';
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
  readonly node: string | undefined;
  readonly send: number | undefined;
  readonly groups: readonly (readonly string[])[] | undefined;
  readonly link: readonly [string, string] | undefined;
}

/** @param roles when given, only lanes of these roles take the chip */
export function landingAt(
  scene: Scene,
  x: number,
  y: number,
  chip: 'node' | 'partition' | 'message' | 'link',
  roles?: ReadonlySet<string>,
): Landing | null {
  const { scale, lanes } = scene.view;
  if (x < scale.x0 - 24 || x > scale.x1 + 24 || y < 0 || y > lanes.height) return null;
  const at = Math.min(scale.until, Math.max(0, snap(scale.t(x), scale.perPixel)));
  const nothing = { at, node: undefined, send: undefined, groups: undefined, link: undefined };
  if (chip === 'partition') return { ...nothing, groups: sidesAt(lanes, y) };
  const nodes = scene.model.resolved.nodes;
  const idOf = (index: number) => nodes[index]?.id ?? '';
  const { flights, trace } = scene.model.index;
  if (chip === 'message' || chip === 'link') {
    const line = messageNear(scene, x, y, chip === 'message' ? 60 : 10);
    if (line) {
      const link = [
        idOf(flights.from[line.flight] as number),
        idOf(flights.to[line.flight] as number),
      ] as const;
      if (chip === 'link') return { ...nothing, link };
      const send = flights.send[line.flight] as number;
      return { ...nothing, at: trace.columns.time[send] as number, node: link[0], send };
    }
    if (chip === 'message') return null;
  }
  const allowed = scene.lanes.filter((lane) => {
    const info = nodes.find((node) => node.index === lane.node);
    return !roles || (info !== undefined && roles.has(info.role));
  });
  return { ...nothing, node: laneAt({ ...lanes, list: allowed }, y)?.id };
}
