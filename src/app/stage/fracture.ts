/**
 * Where a partition runs across the stage: the border between the regions nearest to each group (a Voronoi diagram by group).
 * It separates the sides wherever the nodes stand, never crosses a node, works for any number of groups, and leaves a gap
 * where a node named in no group, which keeps its links to all sides, stands between them.
 */
import { distance, lerp, meets, type Point } from './geometry.ts';

export interface Site extends Point {
  /** Index of the group, −1 for a node in none. */
  readonly group: number;
}
export type Line = readonly Point[];

/** How far from the picture's edge a fracture ends, px. */
const INSET = 8;

/** The border as polylines, each as long as possible, inside the rectangle (0,0)–(width,height). */
export function fracture(sites: readonly Site[], width: number, height: number): Line[] {
  const pieces: [Point, Point][] = [];
  sites.forEach((a, i) => {
    for (const b of sites.slice(i + 1)) {
      if (a.group < 0 || b.group < 0 || a.group === b.group) continue;
      const piece = border(a, b, sites, width, height);
      if (piece) pieces.push(piece);
    }
  });
  return chain(pieces);
}

/** The part of the perpendicular bisector of a and b that is nearer to them than to any other site. */
function border(
  a: Site,
  b: Site,
  sites: readonly Site[],
  width: number,
  height: number,
): [Point, Point] | null {
  const mid = lerp(a, b, 0.5);
  const length = distance(a, b);
  if (length === 0) return null;
  const d: Point = { x: -(b.y - a.y) / length, y: (b.x - a.x) / length };
  let low = -Infinity;
  let high = Infinity;
  /** Keeps the parameters t with slope·t ≤ limit. */
  const keep = (slope: number, limit: number): void => {
    if (Math.abs(slope) < 1e-9) {
      if (limit < -1e-9) high = -Infinity;
    } else if (slope > 0) high = Math.min(high, limit / slope);
    else low = Math.max(low, limit / slope);
  };
  keep(-d.x, mid.x - INSET);
  keep(d.x, width - INSET - mid.x);
  keep(-d.y, mid.y - INSET);
  keep(d.y, height - INSET - mid.y);
  for (const k of sites) {
    if (k === a || k === b) continue;
    // |p−a|² ≤ |p−k|² for p = mid + t·d, which is linear in t.
    const slope = 2 * (d.x * (k.x - a.x) + d.y * (k.y - a.y));
    const limit = (mid.x - k.x) ** 2 + (mid.y - k.y) ** 2 - (mid.x - a.x) ** 2 - (mid.y - a.y) ** 2;
    keep(slope, limit);
  }
  if (!(high - low > 0.5)) return null;
  return [
    { x: mid.x + d.x * low, y: mid.y + d.y * low },
    { x: mid.x + d.x * high, y: mid.y + d.y * high },
  ];
}

function chain(pieces: readonly (readonly [Point, Point])[]): Line[] {
  const corners: Point[] = [];
  const near = (p: Point): number => {
    const found = corners.findIndex((c) => distance(c, p) < 2);
    return found >= 0 ? found : corners.push(p) - 1;
  };
  const edges = pieces.map(([a, b]) => [near(a), near(b)] as const).filter(([a, b]) => a !== b);
  const degree = corners.map((_, c) => edges.filter(([a, b]) => a === c || b === c).length);
  const used = new Set<number>();
  const lines: Line[] = [];
  const walk = (start: number): void => {
    const line = [start];
    let at = start;
    for (;;) {
      const e = edges.findIndex(([a, b], i) => !used.has(i) && (a === at || b === at));
      if (e < 0) break;
      used.add(e);
      const [a, b] = edges[e] as readonly [number, number];
      at = a === at ? b : a;
      line.push(at);
      if (degree[at] !== 2) break;
    }
    if (line.length > 1) lines.push(line.map((c) => corners[c] as Point));
  };
  // Ends and forks first; what is left over are closed rings.
  corners.forEach((_, c) => {
    if (degree[c] !== 2) for (let k = degree[c] as number; k > 0; k--) walk(c);
  });
  corners.forEach((_, c) => {
    walk(c);
  });
  return lines;
}

/**
 * Makes a line look broken: points at about every `stride` pixels, thrown aside by up to `swing` pixels in turn. Ends stay
 * where they are, and the same line always breaks the same way. `shift` moves it aside as a whole, so that two cuts along one
 * border stay apart.
 */
export function jagged(line: Line, stride: number, swing: number, shift = 0): Line {
  const out: Point[] = [];
  let k = 0;
  line.forEach((from, i) => {
    const to = line[i + 1];
    if (!to) {
      out.push(from);
      return;
    }
    const length = distance(from, to);
    const count = Math.max(1, Math.round(length / stride));
    const nx = -(to.y - from.y) / length;
    const ny = (to.x - from.x) / length;
    for (let j = i === 0 ? 0 : 1; j < count; j++) {
      const p = lerp(from, to, j / count);
      // Swings of unlike size, without randomness: the fraction of k times the golden ratio.
      const size = 0.45 + 0.55 * ((k * 0.618034) % 1);
      const aside = shift + (out.length === 0 ? 0 : (k % 2 ? 1 : -1) * swing * size);
      out.push({ x: p.x + nx * aside, y: p.y + ny * aside });
      k++;
    }
  });
  return out;
}

/** How far along a→b (0 … 1) the first of the lines is met, or null. */
export function crossing(a: Point, b: Point, lines: readonly Line[]): number | null {
  let first: number | null = null;
  for (const line of lines) {
    for (let i = 1; i < line.length; i++) {
      const f = meets(a, b, line[i - 1] as Point, line[i] as Point);
      if (f !== null && (first === null || f < first)) first = f;
    }
  }
  return first;
}

/** An SVG path through the points. */
export function pathOf(line: Line): string {
  return line.map((p, i) => `${i === 0 ? 'M' : 'L'}${p.x.toFixed(1)} ${p.y.toFixed(1)}`).join('');
}
