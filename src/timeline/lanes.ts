/** Where each node's lane runs. Squares (clients) come first, then circles, each in the order of the run. */
import type { RoleMeta } from '../engine/meta.ts';
import type { NodeId, NodeInfo } from '../engine/runspec.ts';

export interface Lane {
  /** Index into `trace.nodes`. */
  readonly node: number;
  readonly id: NodeId;
  readonly shape: 'circle' | 'square';
  readonly y: number;
}

export interface Lanes {
  /** From top to bottom. */
  readonly list: readonly Lane[];
  /** y by node index. */
  readonly y: readonly number[];
  /** Position from the top by node index. */
  readonly place: readonly number[];
  readonly gap: number;
  /** Half the height of a band. */
  readonly half: number;
  /** Top and bottom of the plot, px. */
  readonly top: number;
  readonly bottom: number;
  /** Height of everything; more than was given when the lanes would be too close. */
  readonly height: number;
}

/** px: the axis with its numbers. */
export const AXIS = 30;
/** px: where the numbers stand, above the head of the cursor (its top is at AXIS - 12). */
export const AXIS_WORDS = 17;
const FIRST = 70;
const BELOW = 28;
/** px: the foot, with the captions of cuts; it stays where it is when lanes that do not fit are scrolled. */
export const FOOT = 24;
const CLOSEST = 28;
const WIDEST = 160;

export function layoutLanes(nodes: readonly NodeInfo[], roles: readonly RoleMeta[], height: number): Lanes {
  const shapeOf = (node: NodeInfo) => roles.find((role) => role.id === node.role)?.shape ?? 'circle';
  const ordered = [
    ...nodes.filter((node) => shapeOf(node) === 'square'),
    ...nodes.filter((node) => shapeOf(node) === 'circle'),
  ];
  const spaces = Math.max(1, ordered.length - 1);
  const gap = Math.min(WIDEST, Math.max(CLOSEST, (height - FIRST - BELOW - FOOT) / spaces));
  const y: number[] = nodes.map(() => 0);
  const place: number[] = nodes.map(() => 0);
  const list = ordered.map((node, i): Lane => {
    const at = Math.round(FIRST + i * gap);
    y[node.index] = at;
    place[node.index] = i;
    return { node: node.index, id: node.id, shape: shapeOf(node), y: at };
  });
  const bottom = (list[list.length - 1]?.y ?? FIRST) + BELOW;
  return {
    list,
    y,
    place,
    gap,
    half: Math.round(Math.min(11, Math.max(6, gap * 0.19))),
    top: AXIS + 4,
    bottom,
    height: Math.max(height, bottom + FOOT),
  };
}

/** Where the names of lanes begin, px; `x0` is the left edge of the plot. */
export function laneNameX(x0: number): number {
  return x0 >= 50 ? 14 : 8;
}

/** The lane nearest to a height. */
export function laneAt(lanes: Lanes, y: number): Lane | null {
  let best: Lane | null = null;
  for (const lane of lanes.list) if (!best || Math.abs(lane.y - y) < Math.abs(best.y - y)) best = lane;
  return best;
}

/** The two lanes a height lies between, the nearer one first; null above the first and below the last. */
export function gapAt(lanes: Lanes, y: number): { readonly near: Lane; readonly far: Lane } | null {
  const below = lanes.list.findIndex((lane) => lane.y > y);
  const [one, other] = [lanes.list[below - 1], lanes.list[below]];
  if (!one || !other) return null;
  return y - one.y <= other.y - y ? { near: one, far: other } : { near: other, far: one };
}

/** Two sides as a hand draws them: the lanes above the gap nearest to `y`, and those below. */
export function sidesAt(lanes: Lanes, y: number): readonly (readonly NodeId[])[] {
  if (lanes.list.length < 2) return [];
  let cut = 1;
  for (let i = 1; i < lanes.list.length; i++) {
    const middle = (k: number) => ((lanes.list[k - 1]?.y ?? 0) + (lanes.list[k]?.y ?? 0)) / 2;
    if (Math.abs(middle(i) - y) < Math.abs(middle(cut) - y)) cut = i;
  }
  const ids = lanes.list.map((lane) => lane.id);
  return [ids.slice(0, cut), ids.slice(cut)];
}
