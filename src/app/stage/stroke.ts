/** A line drawn across the stage by hand, and whom it parts. Pure; the picture's pixels. */
import type { NodeId } from '../../engine/runspec.ts';
import { distance, type Point } from './geometry.ts';
import type { Layout } from './layout.ts';

/** How near the end of a line must come to its beginning to close a ring, as a share of its length. */
const CLOSED = 0.2;

/**
 * The sides of a stroke: a ring parts those inside from those outside; any other line goes on straight beyond its ends until it
 * has left the picture. Null while everybody is on one side. The side of the first lane comes first; nodes keep the order of lanes.
 */
export function sidesOf(stroke: readonly Point[], layout: Layout): readonly [NodeId[], NodeId[]] | null {
  const outline = outlineOf(stroke, layout);
  if (outline === null) return null;
  const here = layout.nodes.filter((node) => contains(outline, node)).map((node) => node.id);
  const there = layout.nodes.filter((node) => !here.includes(node.id)).map((node) => node.id);
  if (here.length === 0 || there.length === 0) return null;
  return here.includes(layout.nodes[0]?.id ?? '') ? [here, there] : [there, here];
}

function outlineOf(stroke: readonly Point[], { width, height }: Layout): readonly Point[] | null {
  const first = stroke[0];
  const last = stroke.at(-1);
  if (first === undefined || last === undefined) return null;
  let length = 0;
  stroke.forEach((p, i) => {
    length += i === 0 ? 0 : distance(p, stroke[i - 1] as Point);
  });
  if (length < 1) return null;
  if (distance(first, last) < length * CLOSED) return stroke;
  // Far outside, whichever way it goes; then round the outside from end to beginning, the shorter way: either gives the same two sides.
  const far = 4 * (width + height);
  const middle = { x: width / 2, y: height / 2 };
  const begin = beyond(first, awayFrom(stroke, 1), far);
  const end = beyond(last, awayFrom([...stroke].reverse(), 1), far);
  const from = Math.atan2(end.y - middle.y, end.x - middle.x);
  const to = Math.atan2(begin.y - middle.y, begin.x - middle.x);
  const turn = Math.atan2(Math.sin(to - from), Math.cos(to - from));
  const arc = [1, 2, 3].map((k) => {
    const angle = from + (turn * k) / 4;
    return { x: middle.x + Math.cos(angle) * far, y: middle.y + Math.sin(angle) * far };
  });
  return [begin, ...stroke, end, ...arc];
}

/** A bit of the line from its beginning, to tell its direction: a hand trembles as it starts. */
const START = 24;

/** The point a little way along the line, towards which it began. */
function awayFrom(stroke: readonly Point[], from: number): readonly [Point, Point] {
  const first = stroke[0] as Point;
  const along = stroke.slice(from).find((p) => distance(p, first) >= START) ?? (stroke.at(-1) as Point);
  return [first, along];
}

/** From `p` straight back, away from where the line went. */
function beyond(p: Point, [first, along]: readonly [Point, Point], far: number): Point {
  const length = Math.max(1e-6, distance(first, along));
  return {
    x: p.x - ((along.x - first.x) / length) * far,
    y: p.y - ((along.y - first.y) / length) * far,
  };
}

/** Even-odd: whether a ray from the point meets the outline an odd number of times. */
function contains(outline: readonly Point[], p: Point): boolean {
  let inside = false;
  outline.forEach((a, i) => {
    const b = outline[(i + 1) % outline.length] as Point;
    if (a.y > p.y !== b.y > p.y && p.x < a.x + ((b.x - a.x) * (p.y - a.y)) / (b.y - a.y)) inside = !inside;
  });
  return inside;
}
