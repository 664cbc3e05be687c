/** What lies under the hand. Pure: points and answers in the picture's pixels. */
import type { NodeId } from '../../engine/runspec.ts';
import type { Flight } from './flights.ts';
import { distance, distanceToSegment, type Point } from './geometry.ts';
import type { Layout, Placed } from './layout.ts';

/** A message where it is drawn now. */
export interface Drawn extends Point {
  readonly flight: Flight;
}

export function nearestNode(layout: Layout, p: Point, reach: number): Placed | null {
  let best: Placed | null = null;
  let bestDistance = reach;
  for (const node of layout.nodes) {
    const d = distance(node, p);
    if (d <= bestDistance) {
      best = node;
      bestDistance = d;
    }
  }
  return best;
}

export function nearestMessage<T extends Drawn>(drawn: readonly T[], p: Point, reach: number): T | null {
  let best: T | null = null;
  let bestDistance = reach;
  for (const m of drawn) {
    const d = distance(m, p);
    if (d <= bestDistance) {
      best = m;
      bestDistance = d;
    }
  }
  return best;
}

/** The pair of nodes whose link is nearest, as lane indices. */
export function nearestLink(layout: Layout, p: Point, reach: number): readonly [number, number] | null {
  let best: readonly [number, number] | null = null;
  let bestDistance = reach;
  layout.nodes.forEach((a, i) => {
    for (const b of layout.nodes.slice(i + 1)) {
      // Clients do not talk to one another.
      if (a.shape === 'square' && b.shape === 'square') continue;
      const d = distanceToSegment(p, a, b);
      if (d < bestDistance) {
        best = [a.index, b.index];
        bestDistance = d;
      }
    }
  });
  return best;
}

/**
 * The sides of a cut at the pointer. On a node: that node against all others. Elsewhere: the line through the pointer, as
 * upright as may be, that passes through the widest gap and leaves a circle on either side. Null only if there is nothing
 * to part. The side of the first lane comes first; within a side, nodes keep the order of their lanes.
 */
export function splitAt(layout: Layout, p: Point): readonly [NodeId[], NodeId[]] | null {
  const circles = layout.nodes.filter((n) => n.shape === 'circle');
  if (layout.nodes.length < 2) return null;
  const on = layout.nodes.find((n) => distance(n, p) < n.r * 0.8);
  if (on) return sides(layout, (n) => n === on);
  if (circles.length < 2) return null;
  return bestLine(layout, circles, p) ?? bestLine(layout, circles, layout.centre);
}

function bestLine(
  layout: Layout,
  circles: readonly Placed[],
  p: Point,
): readonly [NodeId[], NodeId[]] | null {
  let best: { angle: number; score: number } | null = null;
  const parts = 36;
  for (let k = 0; k < parts; k++) {
    const angle = (k / parts) * Math.PI;
    const nx = Math.cos(angle);
    const ny = Math.sin(angle);
    const side = (n: Point) => (n.x - p.x) * nx + (n.y - p.y) * ny;
    if (!circles.some((n) => side(n) > 0) || !circles.some((n) => side(n) < 0)) continue;
    const clear = Math.min(...layout.nodes.map((n) => Math.abs(side(n)) - n.r));
    const lean = Math.min(angle, Math.PI - angle) / (Math.PI / 2);
    // A line that touches nobody is good enough: then the upright one wins.
    const score = Math.min(clear, layout.radius * 0.6) - lean * layout.radius * 1.2;
    if (!best || score > best.score) best = { angle, score };
  }
  if (!best) return null;
  const nx = Math.cos(best.angle);
  const ny = Math.sin(best.angle);
  return sides(layout, (n) => (n.x - p.x) * nx + (n.y - p.y) * ny > 0);
}

function sides(layout: Layout, here: (n: Placed) => boolean): readonly [NodeId[], NodeId[]] {
  const a = layout.nodes.filter(here).map((n) => n.id);
  const b = layout.nodes.filter((n) => !here(n)).map((n) => n.id);
  return a.includes(layout.nodes[0]?.id ?? '') ? [a, b] : [b, a];
}
